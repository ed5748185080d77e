import type { End, ListState, WalkState } from "./newest-first-state.ts";
import { listOf } from "./newest-first-state.ts";
import type { Listing, ListingPage, NewestFirst } from "./newest-first.ts";
import type { PlatformItem, Reach } from "./page.ts";

/**
 * How far back a newest-first walk is complete. A listing's `floor` is when all that is held of it
 * begins, without a gap above it; 0 once its end is believed, and what it gives is held from the
 * beginning. A floor only goes down, but where a page proves that there was more below it after all.
 */

/** Some of what a listing is cut off after may have been taken out of it since. */
const NEARLY_ALL = 0.95;

/**
 * Everything at and after it is on this page or above: of the last two entries one may stand too high
 * or too deep, and the next page may hold more of the same moment.
 */
export function pageFloor(items: readonly PlatformItem[], above: number | null): number | null {
  const last = items.slice(-2).map(({ occurredAt }) => occurredAt);
  return last.length < 2 ? above : Math.max(...last) + 1;
}

/** Whether a listing ended only because the platform gives no more of it. */
export function isCutOff({ mostEntries }: Listing, page: ListingPage, entries: number): boolean {
  return page.next === null && mostEntries !== undefined && entries >= mostEntries * NEARLY_ALL;
}

/** Where what is held begins after a page of the history, or one that led on from a supposed end. */
export function floorAfter(
  { floor: before, isComplete, newest }: ListState,
  at: { readonly position: string | null },
  { items }: ListingPage,
  found: { readonly end: End | null; readonly isResuming: boolean; readonly isCut: boolean },
  isMet: boolean,
): number | null {
  if (found.end?.isBelieved === true && !found.isCut) return 0;
  if (before === 0 && !found.isResuming) return 0;
  // A first walk that had to begin again: what came meanwhile may be more than a page.
  const isTorn = at.position === null && !isComplete && newest !== null && !isMet;
  const above = isTorn || before === 0 ? null : before;
  const floor = pageFloor(items, above);
  return above === null || floor === null ? floor : Math.min(above, floor);
}

export function reachOf(walk: NewestFirst, state: WalkState): Reach {
  const each = walk.listings.map((listing) => ({ listing, list: listOf(state, listing.name) }));
  const since = sinceOf(each);
  const cut = each.filter(({ list }) => list.isCut).map(({ listing }) => listing.name);
  const isLimited = since !== 0 && cut.length > 0;
  return { since, limit: isLimited ? (walk.limitOf?.(cut) ?? null) : null };
}

interface Each {
  readonly listing: Listing;
  readonly list: ListState;
}

/** Each has to reach so far; where one shows the newest of all the others, that may reach further. */
function sinceOf(each: readonly Each[]): number | null {
  const histories = each.filter(({ listing }) => listing.hasHistory !== false);
  const tops = each.filter(({ listing }) => listing.hasHistory === false);
  const deep = latest(histories.map(({ list }) => sureFloor(list)));
  const shown = tops.map(({ list }) => sureFloor(list)).filter((floor) => floor !== null);
  const reached = [...(deep === null ? [] : [deep]), ...shown];
  const gaps = each.flatMap(({ list }) => gapOf(list));
  return reached.length === 0 ? null : latest([Math.min(...reached), ...gaps]);
}

/** Where entries stand elsewhere than their time says, only the end tells. */
function sureFloor({ floor, disorder }: ListState): number | null {
  const isInOrder = !disorder.isKnown && !disorder.isSeen;
  return floor === 0 || isInOrder ? floor : null;
}

/** What is new and not read down to the known yet: nothing below it is complete. */
function gapOf({ head, end, newest }: ListState): (number | null)[] {
  if (head !== null) return [head.floor ?? null];
  const edge = end === null || end.isBelieved ? null : end.edge;
  return edge !== null && newest !== null && edge > newest.at ? [edge + 1] : [];
}

function latest(floors: readonly (number | null)[]): number | null {
  const known = floors.filter((floor) => floor !== null);
  return known.length < floors.length ? null : Math.max(...known);
}
