import * as z from "zod";
import { connectionStatus, coverage } from "./connections.ts";
import { isoTime, item, itemEdit, place } from "./item.ts";

/** A day in the owner's zone: `2026-05-14`. */
export const day = z.iso.date();

const entryBase = { id: z.string(), day, occurredAt: isoTime, platform: z.string() };

/** One item; a pull request also holds its commits, newest first. */
export const singleEntry = z.object({
  type: z.literal("single"),
  ...entryBase,
  item,
  /** At most `CHILDREN_SHOWN`, newest first. */
  children: z.array(item),
  childCount: z.int(),
});

/** Two or more items of one kind, place and day: the commits of a repository. */
export const groupEntry = z.object({
  type: z.literal("group"),
  ...entryBase,
  connectionId: z.string(),
  kind: z.string(),
  place: place.nullable(),
  firstAt: isoTime,
  count: z.int(),
  /** At most `CHILDREN_SHOWN`, newest first; `timeline.get` has them all. */
  items: z.array(item),
});

export const entry = z.discriminatedUnion("type", [singleEntry, groupEntry]);

export const CHILDREN_SHOWN = 50;

/** As of when each source is fresh, and how far back it is complete. */
export const freshness = z.object({
  /**
   * Until then nothing is missing: the oldest last success of all sources, those that wait to be
   * reconnected too; null while one of them has none. Paused ones do not count: they stand still.
   */
  asOf: isoTime.nullable(),
  sources: z.array(
    z.object({
      connectionId: z.string(),
      platform: z.string(),
      handle: z.string(),
      status: connectionStatus,
      checkedAt: isoTime.nullable(),
      isComplete: z.boolean(),
      coverage,
      oldestItemAt: isoTime.nullable(),
      /** Why it is not fresh, in words; null while it is, or nobody knows. */
      problem: z.string().nullable(),
    }),
  ),
});

export const timelineListInput = z.strictObject({
  /** From `nextCursor` of the page before; opaque. */
  cursor: z.string().max(12_000).nullish(),
  /** Entries, not items: a group of eleven commits is one. */
  limit: z.int().min(1).max(100).default(50),
});

export const timelinePage = z.object({
  entries: z.array(entry),
  nextCursor: z.string().nullable(),
  /** The zone the days were cut in. */
  zone: z.string(),
  freshness,
});

export const timelineEntry = z.object({ entry, freshness });

/** What an item was before, newest first. */
export const timelineEdits = z.object({ edits: z.array(itemEdit), freshness });

const entryId = z.string().min(1).max(1000);

export const timelineGetInput = z.object({ id: entryId });

/** The items that an entry, or an item inside one, took along when it was hidden. */
export const timelineHidden = z.object({ ids: z.array(z.string()) });

export const MOST_SHOWN_AGAIN = 5000;

/** Items one by one, or groups whole. */
export const timelineShowInput = z.strictObject({
  ids: z.array(entryId).min(1).max(MOST_SHOWN_AGAIN),
});

/** How many items are no longer hidden by their owner. */
export const timelineShown = z.object({ items: z.int() });

export type Entry = z.infer<typeof entry>;
export type SingleEntry = z.infer<typeof singleEntry>;
export type GroupEntry = z.infer<typeof groupEntry>;
export type Freshness = z.infer<typeof freshness>;
export type TimelineHidden = z.infer<typeof timelineHidden>;
export type TimelineShown = z.infer<typeof timelineShown>;
export type TimelineEdits = z.infer<typeof timelineEdits>;
export type TimelinePage = z.infer<typeof timelinePage>;
