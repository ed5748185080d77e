import { createZoneWeeks, shownIn } from "./zone-weeks.ts";
import type { WeekOffsets } from "./zone-weeks.ts";

/**
 * Calendar days in an IANA zone; a day is written `2026-05-14`. A clock that is set back just after
 * midnight (St. John's, until 2011) shows the day before once more: then two days overlap.
 */
export interface ZonedDays {
  /** The day that an instant (epoch milliseconds) falls on there. */
  dayOf(ms: number): string;
  /** The first instant of a day. */
  startOf(day: string): number;
  /** The first instant after a day's last. Days of 23, 25 or 24.25 hours included. */
  endOf(day: string): number;
}

const DAY = 86_400_000;

export function createZonedDays(zone: string): ZonedDays {
  const weekOf = createZoneWeeks(zone);
  return {
    dayOf: (ms) => toDay(shownIn(weekOf(ms), ms)),
    startOf: (day) => {
      const midnight = Date.parse(`${day}T00:00:00Z`);
      const { before, after, change } = offsetsNear(midnight);
      return midnight - before < change ? midnight - before : Math.max(change, midnight - after);
    },
    endOf: (day) => {
      const midnight = Date.parse(`${day}T00:00:00Z`) + DAY;
      const { before, after, change } = offsetsNear(midnight);
      return midnight - after > change ? midnight - after : Math.min(change, midnight - before);
    },
  };

  /** What holds wherever in the world it is midnight: within 15 hours. */
  function offsetsNear(midnight: number): WeekOffsets {
    const first = weekOf(midnight - 15 * (DAY / 24));
    const second = weekOf(midnight + 15 * (DAY / 24));
    return first.before === first.after ? second : first;
  }
}

function toDay(local: number): string {
  const text = new Date(local).toISOString();
  return text.slice(0, text.indexOf("T"));
}
