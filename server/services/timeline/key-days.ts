import { firstKeyAt, MAX_KEY, timeOfKey } from "../../store/item-key.ts";
import { createZonedDays } from "../../time/zoned-days.ts";

/** The keys of a day's items lie in [start, end). */
export interface DaySpan {
  readonly start: number;
  readonly end: number;
}

/**
 * Days as keys have them. An item's day is that of its key, so that order and days always agree: they
 * differ from its time only where more than 2,048 items share the last millisecond of a day.
 */
export interface KeyDays {
  dayOf(key: number): string;
  spanOf(day: string): DaySpan;
  /** The spans of days that have keys on both sides of this one: one or two, none at midnight. */
  openAt(key: number): DaySpan[];
}

export function createKeyDays(zone: string): KeyDays {
  const days = createZonedDays(zone);
  const spans = new Map<string, DaySpan>();
  const dayOf = (key: number): string => days.dayOf(timeOfKey(key));
  const keyAt = (ms: number): number => Math.min(firstKeyAt(ms), MAX_KEY);
  const spanOf = (day: string): DaySpan => {
    const known = spans.get(day);
    if (known) return known;
    const span = { start: keyAt(days.startOf(day)), end: keyAt(days.endOf(day)) };
    spans.set(day, span);
    return span;
  };
  return {
    dayOf,
    spanOf,
    openAt: (key) => {
      const { start, end } = spanOf(dayOf(key));
      const near = [start - 1, key, end].filter((one) => one >= 0 && one < MAX_KEY);
      return [...new Set(near.map(dayOf))]
        .map(spanOf)
        .filter((span) => span.start < key && key < span.end);
    },
  };
}
