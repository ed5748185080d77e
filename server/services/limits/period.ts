import type { Quota } from "../../platforms/platform.ts";
import { createZonedDays } from "../../time/zoned-days.ts";

/** What a quota counts in at a time; epoch milliseconds, its end exclusive. */
export interface Period {
  readonly startsAt: number;
  readonly endsAt: number;
}

const DAY_MS = 24 * 3_600_000;

/** The period that a moment is in. Days of 23 and 25 hours included. */
export function periodAt(period: Quota["period"], now: number): Period {
  if ("ms" in period) {
    const startsAt = now - (now % period.ms);
    return { startsAt, endsAt: startsAt + period.ms };
  }
  const days = createZonedDays(period.zone);
  const today = days.dayOf(now);
  const { first, last } = period.unit === "day" ? { first: today, last: today } : monthOf(today);
  return { startsAt: days.endOf(dayBefore(first)), endsAt: days.endOf(last) };
}

function monthOf(day: string): { first: string; last: string } {
  const [year = 0, month = 0] = day.split("-").map(Number);
  // Day 0 of the next month is the last of this one.
  const last = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
  return { first: `${day.slice(0, 7)}-01`, last };
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - DAY_MS).toISOString().slice(0, 10);
}
