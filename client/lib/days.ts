import type { Item } from "../../shared/item.ts";
import type { Entry } from "../../shared/timeline.ts";
import { hasPicture } from "./media-words.ts";
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
    return (
      sum +
      3.25 +
      (entry.type === "single" ? itemHeight(entry.item) : 0) +
      (gaps.has(entry.id) ? 2.25 : 0)
    );
  }, 3.375);
}

/** Text and media of an item; a text that is the line itself may have six lines, one of them counted. */
function itemHeight({ title, body, media }: Item): number {
  const lines = Math.ceil((body?.length ?? 0) / 90);
  const shown = title === "" ? Math.min(6, lines) - 1 : Math.min(3, lines);
  const pictures = media.some(hasPicture) ? 5.5 : 0;
  const rest = media.filter((medium) => !hasPicture(medium)).length;
  return Math.max(0, shown) * 1.25 + pictures + rest * 1.25;
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
