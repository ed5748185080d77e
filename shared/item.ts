import * as z from "zod";

/** A time on the wire: ISO 8601 in UTC, as `new Date(ms).toISOString()` writes it. */
export const isoTime = z.iso.datetime();

/** What a platform calls the surroundings of an item: a repository, a subreddit, a channel. */
export const place = z.object({ name: z.string(), url: z.string().nullable() });

/** Whose words or pictures they are, where it is not the account's owner. */
export const author = z.object({
  name: z.string(),
  handle: z.string().nullable(),
  url: z.string().nullable(),
});

/** A picture, film, recording or address that comes with an item; `text` describes it, or is its title. */
export const medium = z.object({
  type: z.enum(["image", "video", "audio", "link"]),
  url: z.string(),
  previewUrl: z.string().nullable(),
  text: z.string().nullable(),
});

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
  /** Empty for a post that has none: then its body is what is read. */
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
  /** Null when it is the account's own. */
  author: author.nullable(),
  media: z.array(medium),
  /** Words of the platform's definition: `sensitive`. */
  marks: z.array(z.string()),
  /** BCP 47, lower case. */
  language: z.string().nullable(),
  /** When its text last changed; `timeline.edits` has what it was before. */
  editedAt: isoTime.nullable(),
  /** When its owner pinned it; null where he has not. */
  pinnedAt: isoTime.nullable(),
  /** What its owner wrote beside it; nobody else is shown that. */
  note: z.string().nullable(),
  /** Its owner keeps it apart from the same on other platforms; nobody else is told. */
  isApart: z.boolean(),
});

/** What an item said before it was changed. */
export const itemEdit = z.object({
  replacedAt: isoTime,
  title: z.string(),
  body: z.string().nullable(),
});

export type Item = z.infer<typeof item>;
export type Medium = z.infer<typeof medium>;
export type ItemEdit = z.infer<typeof itemEdit>;
