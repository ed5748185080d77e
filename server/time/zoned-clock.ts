import { createZoneWeeks, shownIn } from "./zone-weeks.ts";

const HOUR = 3_600_000;

/** Hours since 1970 by the clock on the wall of an IANA zone; 24 of them are a calendar day. */
export function createZonedClock(zone: string): (ms: number) => number {
  const weekOf = createZoneWeeks(zone);
  return (ms) => Math.floor(shownIn(weekOf(ms), ms) / HOUR);
}
