import { toTime } from "../item-text.ts";
import type { CursorState } from "./cursor.ts";
import { broadcastOf } from "./map.ts";
import type { YoutubeVideo } from "./schema.ts";

/**
 * The list of uploads does not change when a broadcast begins or ends, or when an upload has been
 * processed: those few videos are asked for again while that is about to happen.
 */
type Watched = CursorState["watched"];

const AGAIN_AFTER_MS = 10 * 60_000;
/** What has not happened by then is left to the reading of everything. */
const GIVEN_UP_AFTER_MS = 24 * 60 * 60_000;
const MOST_WATCHED = 50;

/** After these were asked for, and `answered` came. */
export function watchOn(
  watched: Watched,
  asked: readonly string[],
  answered: readonly YoutubeVideo[],
  now: number,
): Watched {
  const others = watched.filter(({ id, until }) => !asked.includes(id) && until > now);
  const again = answered.flatMap((video) => {
    const since = waitsSince(video);
    const until = since === null ? 0 : since + GIVEN_UP_AFTER_MS;
    if (since === null || until <= now) return [];
    return [{ id: video.id, from: Math.max(since, now + AGAIN_AFTER_MS), until }];
  });
  return [...again, ...others].slice(0, MOST_WATCHED);
}

/** From when on a change is to be expected; null where none is. */
function waitsSince(video: YoutubeVideo): number | null {
  const { liveStreamingDetails: live, snippet, status } = video;
  const made = toTime(snippet?.publishedAt);
  switch (broadcastOf(video)) {
    case "upcoming":
      return toTime(live?.scheduledStartTime);
    case "live":
      return toTime(live?.actualStartTime) ?? made;
    case null:
      return status?.uploadStatus === "uploaded" ? made : null;
    default:
      return null;
  }
}
