import { etagOf, INVALID_PAGE_TOKEN, PLAYLIST_NOT_FOUND, refusal } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { channelBody, playlistItemBody, videoBody } from "./bodies.ts";
import type { Channel } from "./channel.ts";
import { isDeleted, isListed } from "./sight.ts";
import type { Video } from "./video.ts";

/** What the owner of a channel is shown; null where the account has none. */
export interface Viewer {
  readonly channel: Channel | null;
  /** Newest addition first. */
  readonly videos: readonly Video[];
  readonly now: number;
  readonly publicOrigin: string;
}

type Json = Readonly<Record<string, unknown>>;

const MOST_AT_ONCE = 50;
const DEFAULT_AT_ONCE = 5;

export function answerApi(viewer: Viewer, endpoint: string, query: URLSearchParams): Answer {
  const part = (query.get("part") ?? "").split(",").filter((name) => name !== "");
  if (part.length === 0) return missing("part");
  const asked = query.get("maxResults");
  const most = asked === null ? DEFAULT_AT_ONCE : Number(asked);
  if (!Number.isInteger(most) || most < 0 || most > MOST_AT_ONCE) return invalid("maxResults");
  switch (endpoint) {
    case "channels":
      return listChannels(viewer, query, part, most);
    case "playlistItems":
      return listPlaylist(viewer, query, part, most);
    default:
      return listVideos(viewer, query, part);
  }
}

function listChannels(
  { channel, videos }: Viewer,
  query: URLSearchParams,
  part: readonly string[],
  most: number,
): Answer {
  const isMine = query.get("mine") === "true";
  if (!isMine && !query.has("id")) return missing("id");
  const ids = (query.get("id") ?? "").split(",");
  const isAsked = channel !== null && (isMine || ids.includes(channel.id));
  const found = isAsked ? [channelBody(channel, videos, part)] : [];
  // `items` is absent where there is none.
  return list("channel", found, { total: found.length, most, keepsEmpty: false });
}

function listPlaylist(
  { channel, videos, now, publicOrigin }: Viewer,
  query: URLSearchParams,
  part: readonly string[],
  most: number,
): Answer {
  const playlist = query.get("playlistId");
  if (playlist === null) return missing("playlistId");
  // The playlist of a channel that never had a video does not exist.
  if (channel === null || playlist !== channel.uploads || videos.length === 0) {
    return PLAYLIST_NOT_FOUND;
  }
  const token = query.get("pageToken");
  const from = token === null ? 0 : offsetOf(token);
  const listed = videos.filter((video) => isListed(video, now));
  if (from === null || from > listed.length) return INVALID_PAGE_TOKEN;
  const items = listed
    .slice(from, from + most)
    .map((video, index) =>
      playlistItemBody(channel, { video, position: from + index, now, publicOrigin }, part),
    );
  const paging = {
    ...(from + most < listed.length ? { nextPageToken: tokenOf(from + most) } : {}),
    ...(from > 0 ? { prevPageToken: tokenOf(Math.max(0, from - most)) } : {}),
  };
  return list("playlistItem", items, { total: listed.length, most, paging });
}

function listVideos(viewer: Viewer, query: URLSearchParams, part: readonly string[]): Answer {
  const { channel, videos, now, publicOrigin } = viewer;
  const ids = (query.get("id") ?? "").split(",").filter((id) => id !== "");
  if (ids.length === 0) return missing("id");
  if (ids.length > MOST_AT_ONCE) return invalid("id");
  const known = new Map(videos.map((video) => [video.id, video]));
  const items = ids.flatMap((id) => {
    const video = known.get(id);
    const isThere = channel !== null && video !== undefined && !isDeleted(video, now);
    return isThere ? [videoBody(channel, { video, now, publicOrigin }, part)] : [];
  });
  return list("video", items, { total: items.length, most: items.length });
}

function list(
  kind: string,
  items: readonly Json[],
  given: { total: number; most: number; paging?: Json; keepsEmpty?: boolean },
): Answer {
  const { total, most, paging = {}, keepsEmpty = true } = given;
  const rest = {
    ...paging,
    pageInfo: { totalResults: total, resultsPerPage: most },
    ...(items.length > 0 || keepsEmpty ? { items } : {}),
  };
  return {
    status: 200,
    body: { kind: `youtube#${kind}ListResponse`, etag: etagOf(rest), ...rest },
  };
}

function tokenOf(offset: number): string {
  return btoa(`PT:${offset}`).replace(/=+$/, "");
}

function offsetOf(token: string): number | null {
  const text = /^[A-Za-z0-9+/]+$/.test(token) ? decode(token) : "";
  const digits = /^PT:(\d{1,9})$/.exec(text)?.[1];
  return digits === undefined ? null : Number(digits);
}

function decode(token: string): string {
  try {
    return atob(token);
  } catch {
    return "";
  }
}

function missing(parameter: string): Answer {
  return refusal(400, {
    domain: "youtube.parameter",
    reason: "missingRequiredParameter",
    message: `No filter selected. Expected one of: ${parameter}`,
    parameter,
  });
}

function invalid(parameter: string): Answer {
  return refusal(400, {
    domain: "global",
    reason: "invalidParameter",
    message: `Invalid value for parameter '${parameter}'.`,
    parameter,
  });
}
