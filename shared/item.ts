import * as z from "zod";

/** A time on the wire: ISO 8601 in UTC, as `new Date(ms).toISOString()` writes it. */
export const isoTime = z.iso.datetime();

/** What a platform calls the surroundings of an item: a repository, a subreddit, a channel. */
export const place = z.object({ name: z.string(), url: z.string().nullable() });

/**
 * One thing that happened on a platform. `connectionId` and `externalId` together name it for good;
 * `id` is the two in one opaque string. `kind` and `state` are words of the platform's definition
 * (see `platforms.ts`), so the client never has to know a platform.
 */
export const item = z.object({
  id: z.string(),
  connectionId: z.string(),
  platform: z.string(),
  kind: z.string(),
  externalId: z.string(),
  occurredAt: isoTime,
  title: z.string(),
  body: z.string().nullable(),
  url: z.string().nullable(),
  place: place.nullable(),
  /** e.g. `open`, `merged`, `approved`; null where a kind has no states. */
  state: z.string().nullable(),
  /** The short code people know it by: `a41f9c2`, `#412`, `v0.9.0`. */
  reference: z.string().nullable(),
  /** When it began, where that is not when it occurred: a merged pull request was opened earlier. */
  startedAt: isoTime.nullable(),
  /** Private at its source. */
  isPrivate: z.boolean(),
  /** Counts to show beside it, by name: `additions`, `deletions`, `comments`, `assets`. */
  figures: z.record(z.string(), z.number()),
});

export type Item = z.infer<typeof item>;
