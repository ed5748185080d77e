import * as z from "zod";
import { connectionStatus, coverage } from "./connections.ts";
import { filter } from "./filter.ts";
import { isoTime, item, itemEdit, place } from "./item.ts";

/** A day in the owner's zone: `2026-05-14`. */
export const day = z.iso.date();

const entryBase = { id: z.string(), day, occurredAt: isoTime, platform: z.string() };

/** One item; a pull request also holds its commits and reviews, newest first. */
export const singleEntry = z.object({
  type: z.literal("single"),
  ...entryBase,
  item,
  /** At most `CHILDREN_SHOWN`, newest first. */
  children: z.array(item),
  childCount: z.int(),
  /** The same post on other platforms, newest first; it is one entry, at the time of the newest. */
  alsoOn: z.array(item),
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
  /** Told to their owner alone: empty for a visitor, and in a preview. */
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

/**
 * Whose timeline, and as whom: one's own by default; a profile of one's own, exactly as a visitor gets it;
 * or somebody's shared profile, with the key of its link where it is unlisted.
 */
export const scope = z.union([
  z.strictObject({ profile: z.string().min(1).max(64) }),
  z.strictObject({
    person: z.string().min(1).max(64),
    slug: z.string().min(1).max(64),
    key: z.string().max(100).optional(),
  }),
]);

/** A filter as it is typed, or as data, or both: then both must fit. */
const asked = {
  of: scope.optional(),
  query: z.string().max(1000).optional(),
  filter: filter.optional(),
};

const cursor = z.string().max(12_000).nullish();
/** Entries, not items: a group of eleven commits is one. */
const limit = z.int().min(1).max(100).default(50);

export const timelineListInput = z.strictObject({
  ...asked,
  /** From `nextCursor` or `previousCursor` of another page of the same timeline; opaque. */
  cursor,
  limit,
  /** Instead of a cursor: begins with the newest entry of this day, or of the first before it that has any. */
  from: day.optional(),
});

export const timelineHiddenInput = z.strictObject({ cursor, limit });

export const timelinePage = z.object({
  entries: z.array(entry),
  /** Leads to what is older; null at the end. */
  nextCursor: z.string().nullable(),
  /** Leads to what is newer; null where nothing is. */
  previousCursor: z.string().nullable(),
  /** The zone the days were cut in. */
  zone: z.string(),
  freshness,
});

export const timelineEntry = z.object({ entry, freshness });

/** What an item was before, newest first; nothing of it for a visitor. */
export const timelineEdits = z.object({ edits: z.array(itemEdit), freshness });

const entryId = z.string().min(1).max(1000);

export const timelineGetInput = z.object({ id: entryId });
export const timelineReadInput = z.strictObject({ of: scope.optional(), id: entryId });

/** Why the items of an entry were put together. */
export const timelineWhy = z.object({
  reasons: z.array(
    z.object({
      rule: z.enum(["day_and_place", "belongs_inside", "same_text"]),
      /** For people: "The same text, within a day, on Bluesky and X." */
      sentence: z.string(),
      ids: z.array(z.string()),
      /** Whether `timeline.split` takes it apart. */
      canSplit: z.boolean(),
    }),
  ),
  freshness,
});

export const timelineNoteInput = z.strictObject({
  id: entryId,
  /** Empty to take it away. */
  text: z.string().trim().max(4000, "A note has at most 4,000 characters."),
});

/** What pinning, noting, splitting and joining answer: the item as it is now. */
export const timelineMarked = z.object({ item });

/** A range of days, both of them in it. */
const range = { after: day, before: day };

export const bucketsInput = z.strictObject({
  of: scope.optional(),
  by: z.enum(["day", "month", "year"]),
  after: day.optional(),
  before: day.optional(),
});

/** Counts of items, oldest first; a bucket with none is left out. */
export const buckets = z.object({
  /** `2026-05-14`, `2026-05` or `2026`. */
  buckets: z.array(z.object({ bucket: z.string(), items: z.int() })),
  zone: z.string(),
  /** True while not all items are counted yet: then these are of those that are. */
  isCounting: z.boolean(),
  freshness,
});

export const searchInput = z.strictObject({
  ...asked,
  query: z.string().trim().min(1, "Type what to look for.").max(1000),
  order: z.enum(["rank", "time"]).default("rank"),
  cursor,
  limit,
});

/** Where a text has what was looked for: [start, end) in UTF-16 units. */
const spans = z.array(z.tuple([z.int(), z.int()]));

export const searchPage = z.object({
  hits: z.array(
    z.object({
      item,
      title: spans,
      /** A piece of the body around the first match; null where it has none. */
      excerpt: z.object({ text: z.string(), spans }).nullable(),
    }),
  ),
  nextCursor: z.string().nullable(),
  zone: z.string(),
  /** True while not all items can be found yet: the newest are first. */
  isIndexing: z.boolean(),
  freshness,
});

export const statsInput = z.strictObject({ of: scope.optional(), ...range });

const share = z.object({ platform: z.string(), items: z.int() });
const streak = z.object({ days: z.int(), from: day, to: day });

/** All from exact counts of all items; days by the zone named. */
export const stats = z.object({
  items: z.int(),
  /** Days with something, oldest first. */
  days: z.array(z.object({ day, items: z.int() })),
  activeDays: z.int(),
  platforms: z.array(share),
  kinds: z.array(share.extend({ kind: z.string() })),
  /** 24 counts. */
  hours: z.array(z.int()),
  /** 7 counts, from Monday. */
  weekdays: z.array(z.int()),
  /** At most 10 of each platform, most first. */
  places: z.array(share.extend({ place: z.string() })),
  /** Where there are too many places to count them all: they are of this day and later. Null for all. */
  placesSince: day.nullable(),
  /**
   * One that goes on from before the range counts whole. Up to the last day of the range, or the day before it while that has nothing yet;
   * null for none.
   */
  currentStreak: streak.nullable(),
  longestStreak: streak.nullable(),
  /** The range of the same length just before; of a year of the calendar, the year before. */
  previous: z.object({ after: day, before: day, items: z.int(), platforms: z.array(share) }),
  zone: z.string(),
  isCounting: z.boolean(),
  freshness,
});

export const recapInput = z.strictObject({ ...asked, ...range });

export const recap = z.object({
  after: day,
  before: day,
  items: z.int(),
  /** By place, most first; what has no place stands with its platform. */
  projects: z.array(
    z.object({
      platform: z.string(),
      place: z.string().nullable(),
      items: z.int(),
      kinds: z.array(z.object({ kind: z.string(), items: z.int() })),
      /** What was made, then the newest; at most 8. */
      highlights: z.array(item),
    }),
  ),
  /** Fit for a stand-up or a yearly review. */
  markdown: z.string(),
  /** More was done than is told here: only the newest so many items were looked at. */
  isCut: z.boolean(),
  /** Counts are of all that was done; else of what was looked at, and there is more. */
  isExact: z.boolean(),
  zone: z.string(),
  freshness,
});

export const onThisDayInput = z.strictObject({ of: scope.optional(), day });

export const onThisDay = z.object({
  /** Earlier years that have something, newest first. */
  years: z.array(z.object({ year: z.int(), entries: z.array(entry) })),
  /** Earlier years than this one are not looked at. */
  since: z.int(),
  zone: z.string(),
  freshness,
});

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
export type TimelineWhy = z.infer<typeof timelineWhy>;
export type Scope = z.infer<typeof scope>;
export type Buckets = z.infer<typeof buckets>;
export type SearchPage = z.infer<typeof searchPage>;
export type Stats = z.infer<typeof stats>;
export type Recap = z.infer<typeof recap>;
export type OnThisDay = z.infer<typeof onThisDay>;
