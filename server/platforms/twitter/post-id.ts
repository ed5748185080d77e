import { toTime } from "../item-text.ts";

/** Ids are numbers of up to 64 bits as texts, and grow with time: the longer is the newer. */
export function compareIds(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

export function newerId(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return compareIds(a, b) >= 0 ? a : b;
}

export function olderId(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return compareIds(a, b) <= 0 ? a : b;
}

/** Since this moment the upper bits of an id count milliseconds; the first such id is from that day. */
const ID_EPOCH = 1_288_834_974_657;
const FIRST_TIMED_ID = "29700859247";

/** When an id was given, in whole seconds as X tells times; null for ids from before they told. */
export function timeOfId(id: string): number | null {
  if (compareIds(id, FIRST_TIMED_ID) < 0) return null;
  return toTime(Math.floor((Number(BigInt(id) >> 22n) + ID_EPOCH) / 1000));
}
