import type { Entry } from "../../shared/timeline.ts";
import { toMs } from "./time.ts";

const HOUR = 3_600_000;
const GAP = 4 * HOUR;

/** Entries by day, newest day first; the order inside a day stays. */
export function toDays(entries: readonly Entry[]): Map<string, Entry[]> {
  const days = new Map<string, Entry[]>();
  for (const entry of entries) {
    const day = days.get(entry.day);
    if (day) day.push(entry);
    else days.set(entry.day, [entry]);
  }
  return new Map([...days].sort(([a], [b]) => (a < b ? 1 : -1)));
}

/**
 * Quiet time below an entry, in milliseconds, by entry id; only what is longer than four hours.
 * A group reaches down past entries below it, so it is measured from the oldest item so far.
 */
export function toGaps(entries: readonly Entry[]): Map<string, number> {
  const gaps = new Map<string, number>();
  let oldest = Number.POSITIVE_INFINITY;
  entries.forEach((entry, index) => {
    oldest = Math.min(oldest, toMs(entry.type === "group" ? entry.firstAt : entry.occurredAt));
    const below = entries[index + 1];
    if (!below) return;
    const quiet = oldest - toMs(below.occurredAt);
    if (quiet > GAP) gaps.set(entry.id, quiet);
  });
  return gaps;
}

/** About how many rem a day takes, so that the page does not jump when it is drawn. */
export function dayHeight(entries: readonly Entry[], gaps: ReadonlyMap<string, number>): number {
  return entries.reduce((sum, entry) => {
    const text = entry.type === "single" ? (entry.item.body?.length ?? 0) : 0;
    const lines = Math.min(3, Math.ceil(text / 90));
    return sum + 3.25 + lines * 1.25 + (gaps.has(entry.id) ? 2.25 : 0);
  }, 3.375);
}

/** `10 h`, `3 days`: short enough for the column of times. */
export function gapLabel(ms: number): string {
  const hours = Math.round(ms / HOUR);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}

/** The same in full, for those who hear it. */
export function gapSentence(ms: number): string {
  const hours = Math.round(ms / HOUR);
  return `${hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`} without an entry`;
}
