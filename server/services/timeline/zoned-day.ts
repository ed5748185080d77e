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

const HOUR = 3_600_000;

/** By how much clocks are set back. */
const SET_BACK = [2 * HOUR, HOUR, HOUR / 2];

export function createZonedDays(zone: string): ZonedDays {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    calendar: "gregory",
    numberingSystem: "latn",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  const dayOf = (ms: number): string => {
    const parts = new Map(format.formatToParts(ms).map((part) => [part.type, part.value]));
    return `${(parts.get("year") ?? "").padStart(4, "0")}-${parts.get("month")}-${parts.get("day")}`;
  };
  /** Near an instant, where days begin that are no longer before: found by halving. */
  const borderNear = (utc: number, isBefore: (day: string) => boolean): number => {
    // Zones lie between -12 and +14 hours.
    let before = utc - 15 * HOUR;
    let after = utc + 13 * HOUR;
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if (isBefore(dayOf(middle))) before = middle;
      else after = middle;
    }
    return after;
  };
  return {
    dayOf,
    startOf: (day) => {
      const border = borderNear(Date.parse(`${day}T00:00:00Z`), (one) => one < day);
      return border - (SET_BACK.find((by) => dayOf(border - by) >= day) ?? 0);
    },
    endOf: (day) => {
      const border = borderNear(Date.parse(`${day}T00:00:00Z`) + 24 * HOUR, (one) => one <= day);
      return border + (SET_BACK.find((by) => dayOf(border + by - 1) <= day) ?? 0);
    },
  };
}
