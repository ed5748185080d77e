import * as z from "zod";
import type { RawPage } from "../page.ts";
import type { NamedEntry } from "./entry-ids.ts";
import type { Feed, FeedEntry } from "./feed.ts";

/**
 * An entry that says when it was published has that time. Any other keeps the time that was read of it
 * first, for good: when it was changed last, the day in its address, when the feed or its document was
 * changed last, or when it was first seen. So it never moves, and is never placed after it was there.
 *
 * Of entries without a date only so many are remembered. Once a feed had more, any other of them that
 * says nothing itself stands at `since`, when the feed was first read: that means "no time is known",
 * and is the same at each reading. Undated entries on pages of older ones stand there too.
 */
export interface Times {
  /** What was read of entries before, by external id. */
  readonly first: Readonly<Record<string, number>>;
  /** For entries that say nothing: when the document was changed, or read. */
  readonly otherwise: number | null;
  /** Counts before the document's own time where not all entries are remembered. */
  readonly since: number | null;
}

/** The cursor stays small. */
const MOST_REMEMBERED = 500;
/** `/2026/05/14/` or `/2026/05/14-title`. */
const DAY_IN_ADDRESS = /\/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/_-]|$)/;

const context = z.object({
  times: z.record(z.string(), z.number()).catch({}),
  seenAt: z.number().nullable().catch(null),
  since: z.number().nullable().catch(null),
});

export function timesOf(raw: RawPage): Times {
  const { times, seenAt, since } = context.parse(raw.context ?? {});
  return { first: times, otherwise: seenAt, since };
}

/** Null where nothing at all is known. */
export function timeOf({ externalId, entry }: NamedEntry, feed: Feed, times: Times): number | null {
  if (entry.published !== null) return entry.published;
  const known = Object.hasOwn(times.first, externalId) ? times.first[externalId] : undefined;
  const own = known ?? entry.updated ?? dayInAddress(entry);
  return own ?? times.since ?? timeOfDocument(feed, times);
}

export function timeOfDocument(feed: Feed, { otherwise }: Pick<Times, "otherwise">): number | null {
  return feed.updated ?? otherwise;
}

/** Whether there are more entries without a date than are remembered. */
export function areTooMany(entries: readonly NamedEntry[]): boolean {
  return entries.filter(({ entry }) => entry.published === null).length > MOST_REMEMBERED;
}

/** Of the entries of a document. What is known goes first: a new entry drives none of them out. */
export function firstTimes(
  entries: readonly NamedEntry[],
  feed: Feed,
  times: Times,
): Record<string, number> {
  const undated = entries.filter(({ entry }) => entry.published === null);
  const isKnown = ({ externalId }: NamedEntry): boolean => Object.hasOwn(times.first, externalId);
  const found = [...undated.filter(isKnown), ...undated.filter((named) => !isKnown(named))]
    .slice(0, MOST_REMEMBERED)
    .flatMap((named): [string, number][] => {
      const time = timeOf(named, feed, times);
      return time === null ? [] : [[named.externalId, time]];
    });
  return Object.fromEntries(found);
}

/**
 * To be remembered after a document: an entry that is not in it may come back. Those that were in one
 * last stand first, so what has been away longest is forgotten.
 */
export function remembered(
  present: Readonly<Record<string, number>>,
  before: Readonly<Record<string, number>>,
): Record<string, number> {
  const absent = Object.entries(before).filter(([id]) => !Object.hasOwn(present, id));
  return Object.fromEntries([...Object.entries(present), ...absent].slice(0, MOST_REMEMBERED));
}

function dayInAddress({ url }: FeedEntry): number | null {
  const [all, year, month, day] = DAY_IN_ADDRESS.exec(url ?? "") ?? [];
  if (all === undefined) return null;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const isDay =
    new Date(midnight).getUTCDate() === Number(day) &&
    new Date(midnight).getUTCMonth() === Number(month) - 1;
  return isDay ? midnight : null;
}
