import { DAY } from "../../../sandbox/times.ts";
import type { Privacy, Video } from "./video.ts";

/** What is true of a video at a time. */

export type Broadcast = "none" | "upcoming" | "live";

export function isDeleted({ deletedAt }: Video, now: number): boolean {
  return deletedAt !== null && deletedAt <= now;
}

/** It has a place in the list of uploads, be it an empty one. */
export function isListed(video: Video, now: number): boolean {
  const { deletedAt, leavesPlaceholder } = video;
  if (deletedAt === null || deletedAt > now) return true;
  return leavesPlaceholder && now < deletedAt + DAY;
}

export function privacyAt({ privacy }: Video, now: number): Privacy {
  return privacy.findLast(({ at }) => at <= now)?.is ?? "private";
}

export function titleAt({ titles }: Video, now: number): string {
  return titles.findLast(({ at }) => at <= now)?.is ?? "";
}

/** When it became visible to others; null for what never was. A broadcast counts from its beginning. */
export function firstSeenAt(video: Video, now: number): number | null {
  const opened = video.privacy.find(({ at, is }) => at <= now && is !== "private")?.at;
  if (opened === undefined) return null;
  return video.live !== null && video.live.from <= now ? Math.max(opened, video.live.from) : opened;
}

/** Its date: of what was never visible, that of the upload. */
export function dateAt(video: Video, now: number): number {
  return firstSeenAt(video, now) ?? video.addedAt;
}

export function broadcastAt({ live }: Video, now: number): Broadcast {
  if (live === null || now >= live.until) return "none";
  return now < live.from ? "upcoming" : "live";
}
