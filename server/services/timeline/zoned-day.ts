/** Calendar days in an IANA zone; a day is written `2026-05-14`. */
export interface ZonedDays {
  /** The day that an instant (epoch milliseconds) falls on there. */
  dayOf(ms: number): string;
  /** The first instant after a day: where the next one begins. Days of 23, 25 or 24.25 hours included. */
  endOf(day: string): number;
}

const HOUR = 3_600_000;

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
  return {
    dayOf,
    endOf: (day) => {
      // Zones lie between -12 and +14 hours: the border is within this window, found by halving.
      const utcEnd = Date.parse(`${day}T00:00:00Z`) + 24 * HOUR;
      let before = utcEnd - 15 * HOUR;
      let after = utcEnd + 13 * HOUR;
      while (after - before > 1) {
        const middle = Math.floor((before + after) / 2);
        if (dayOf(middle) <= day) before = middle;
        else after = middle;
      }
      return after;
    },
  };
}
