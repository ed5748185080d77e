import { pageFloor } from "../newest-first-reach.ts";
import type { PlatformItem, Reach } from "../page.ts";
import type { Cursor } from "./cursor.ts";

/**
 * How far back it is complete. `floor` is when what is held without a gap begins: the oldest entry of the
 * first document, or 0 where older pages led to the very beginning. It rises where a whole document is
 * new and nothing older can be asked for: something may have come and gone in between.
 */

const LIMIT =
  "A feed gives only its newest entries; what was gone from it before it was connected is not here.";
const CUT = "The older pages of this feed cannot be read; what is on them alone is not here.";

export function reachOf({ isComplete, floor, isCut, next }: Cursor): Reach {
  if (!isComplete) return { since: next?.floor ?? null, limit: null };
  const gap = next === null ? 0 : next.floor;
  const since = floor === null || gap === null ? null : Math.max(floor, gap);
  return { since, limit: floor === 0 ? null : isCut ? CUT : LIMIT };
}

/** Null where the entries are in no order: then nobody can say what is not among them. */
export function floorOfDocument(
  items: readonly PlatformItem[],
  { isComplete, floor, newest }: Pick<Cursor, "isComplete" | "floor" | "newest">,
  now: number,
): number | null {
  const isTorn = newest !== null && newest > 0 && isAllNew(items, newest);
  if (isComplete && floor !== null && !isTorn) return floor;
  const times = items.map(({ occurredAt }) => occurredAt);
  const isInOrder = isFalling(times) || isFalling(times.toReversed());
  return isInOrder ? Math.min(now, ...times) : null;
}

/** Of a page and those above it, whose floor that was. */
export function floorOfPages(items: readonly PlatformItem[], above: number | null): number | null {
  const isInOrder = isFalling(items.map(({ occurredAt }) => occurredAt));
  const floor = pageFloor(items, above);
  return above === null || floor === null || !isInOrder ? null : Math.min(above, floor);
}

export function isAllNew(items: readonly PlatformItem[], newest: number | null): boolean {
  return items.length > 0 && items.every(({ occurredAt }) => occurredAt > (newest ?? 0));
}

function isFalling(times: readonly number[]): boolean {
  return times.every((time, at) => time <= (times[at - 1] ?? Infinity));
}
