import type { ListState } from "./newest-first-state.ts";
import type { Listing, ListingPage } from "./newest-first.ts";
import type { Page } from "./page.ts";

/**
 * What the order of a newest-first listing tells: of which times a page leaves no doubt. The last entry
 * of a page is never relied upon: one that stands too high or too deep would make the page answer for
 * what lies elsewhere. The next page answers for the strip above it, and for all but that entry.
 */

/** A listing may show a new thing some seconds late: what is so young is not missed yet. */
const SETTLED_MS = 5 * 60_000;
/** Pages of one entry each, whose strips add up. */
const MOST_IN_STRIP = 20;

/** When the page before last was sure of itself, and which of its entries lie below that. */
export interface Border {
  readonly at: number;
  readonly ids: readonly string[];
}

/** Which page was asked for, and what the one before it showed. */
interface Asked {
  readonly listing: Listing;
  readonly does: "look" | "head" | "back";
  readonly position: string | null;
  /** When its last entry happened. */
  readonly edge: number | null;
  readonly border: Border | null;
}

/** What the page leaves no doubt about; nothing where the listing is known to be out of order. */
export function coverageOf(
  asked: Asked,
  page: ListingPage,
  now: number,
  { end, disorder }: ListState,
): Page["covers"] {
  const { covers, isWhole } = asked.listing;
  if (covers.length === 0 || page.raw === null || page.skipped > 0) return null;
  if (disorder.isKnown || disorder.isSeen) return null;
  const times = page.items.map((item) => item.occurredAt);
  const isEnd = isWhole && page.next === null && end?.isBelieved === true;
  const after = isEnd ? 0 : times.at(-2);
  const { at: above = times[0], ids = [] } = asked.border ?? {};
  const before = asked.position === null ? Math.max(times[0] ?? 0, now - SETTLED_MS) : above;
  if (after === undefined || before === undefined) return null;
  return { kinds: covers, after, before, ...(ids.length === 0 ? {} : { except: ids }) };
}

/** Below an entry that could not be read, nothing is known of the time before the next page. */
export function edgeAfter({ edge }: Asked, { items, skipped }: ListingPage): number | null {
  return skipped > 0 ? null : (items.at(-1)?.occurredAt ?? edge);
}

export function borderAfter({ border }: Asked, { items, skipped }: ListingPage): Border | null {
  const last = items.at(-1);
  const above = items.at(-2);
  if (skipped > 0) return null;
  if (last === undefined) return border;
  if (above !== undefined) return { at: above.occurredAt, ids: [last.externalId] };
  const isFull = border === null || border.ids.length === MOST_IN_STRIP;
  return isFull ? null : { at: border.at, ids: [...border.ids, last.externalId] };
}

/** A later time below an earlier one: seen on this walk, or known from the last whole one. */
export function disorderAfter(
  asked: Asked,
  { disorder }: ListState,
  page: ListingPage,
): ListState["disorder"] {
  const times = page.items.map((item) => item.occurredAt);
  const isFound = times.some((time, at) => time > (times[at - 1] ?? asked.edge ?? Infinity));
  const isBack = asked.does === "back";
  const isFresh = isBack && asked.position === null;
  const isSeen = isFound || (disorder.isSeen && !isFresh);
  return isBack && page.next === null ? { isKnown: isSeen, isSeen } : { ...disorder, isSeen };
}
