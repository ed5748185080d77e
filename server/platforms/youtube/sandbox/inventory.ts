import type { InventoryItem } from "../../../sandbox/platform-sandbox.ts";
import { dateAt, isDeleted, privacyAt } from "./sight.ts";
import type { Video } from "./video.ts";

/** What a faithful client has of a channel by `now`; from the history, not from the answers. */
export function inventoryOf(videos: readonly Video[], now: number): readonly InventoryItem[] {
  return videos
    .filter((video) => !isDeleted(video, now))
    .map((video) => ({
      kind: kindOf(video),
      externalId: `video:${video.id}`,
      occurredAt: dateAt(video, now),
      isPrivate: privacyAt(video, now) !== "public",
    }));
}

function kindOf({ form, live }: Video): string {
  if (live !== null) return "stream";
  return form === "short" ? "short" : "video";
}
