import type { ListState } from "./newest-first-state.ts";
import type { Listing, ListingPage } from "./newest-first.ts";
import type { Page, PlatformItem } from "./platform.ts";

/** What the order of a newest-first listing tells: of which times a page leaves no doubt. */

/** A listing may show a new thing some seconds late: what is so young is not missed yet. */
const SETTLED_MS = 5 * 60_000;
/** So many out of order are no order: then no page answers for anything. */
const MOST_DISPLACED = 500;

/** Which page was asked for, and when the last entry of the page before it happened. */
interface Asked {
  readonly listing: Listing;
  readonly position: string | null;
  readonly edge: number | null;
}

/** What the page leaves no doubt about: from the page before to its last entry, as far as it is in order. */
export function coverageOf(
  asked: Asked,
  page: ListingPage,
  now: number,
  { end, displaced }: ListState,
): Page["covers"] {
  const { covers } = asked.listing;
  const times = page.items.map((item) => item.occurredAt);
  if (covers.length === 0 || page.raw === null || page.skipped > 0) return null;
  if (displacedIn(page.items, asked.edge).length > 0) return null;
  const isEnd = page.next === null && end?.isBelieved === true;
  const after = isEnd ? 0 : times.at(-1);
  const top = asked.position === null ? now - SETTLED_MS : (asked.edge ?? times[0]);
  if (after === undefined || top === undefined) return null;
  if (displaced.length === MOST_DISPLACED) return null;
  const except = displaced.length === 0 ? {} : { except: displaced };
  return { kinds: covers, after, before: Math.max(times[0] ?? 0, top), ...except };
}

/** Below an entry that could not be read, nothing is known of the time before the next page. */
export function edgeAfter(asked: Asked, { items, skipped }: ListingPage): number | null {
  if (skipped > 0 || items.length === 0) return skipped > 0 ? null : asked.edge;
  // One that stands too deep must not make the next page answer for what lies above it.
  const displaced = new Set(displacedIn(items, asked.edge));
  const inOrder = items.filter(({ externalId }) => !displaced.has(externalId));
  return inOrder.length === 0 ? null : Math.min(...inOrder.map((item) => item.occurredAt));
}

export function displacedAfter(asked: Asked, list: ListState, { items }: ListingPage): string[] {
  const found = displacedIn(items, asked.edge);
  return [...new Set([...list.displaced, ...found])].slice(0, MOST_DISPLACED);
}

/** Where a later time follows an earlier one, either of the two may be out of its place. */
function displacedIn(items: readonly PlatformItem[], edge: number | null): string[] {
  return items.flatMap((item, at) => {
    const above = items[at - 1];
    const isOrdered = item.occurredAt <= (above?.occurredAt ?? edge ?? Infinity);
    return isOrdered ? [] : [...(above ? [above.externalId] : []), item.externalId];
  });
}
