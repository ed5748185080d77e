import { changeBetween } from "./change-between.ts";
import { createZoneOffset } from "./zone-offset.ts";

/** From `since` (epoch milliseconds) on, a clock of the zone shows so much more than UTC. */
export interface ZoneOffset {
  readonly since: number;
  readonly offsetMs: number;
}

const DAY = 86_400_000;
const FROM = Date.UTC(1970, 0, 1);
const UNTIL = Date.UTC(2060, 0, 1);
/** No zone has kept an offset for less since 1970; two are foretold to, in 2040. */
const STEP = 14 * DAY;
/** The earliest instant there is: what came before 1970 counts by the offset of that year. */
const ALWAYS = -8.64e15;

/** All of a zone's offsets between 1970 and 2060, oldest first; what comes after keeps the last. */
export function listZoneOffsets(zone: string): ZoneOffset[] {
  // What a person has who has said nothing; it never changes.
  if (zone === "UTC") return [{ since: ALWAYS, offsetMs: 0 }];
  const offsetAt = createZoneOffset(zone);
  const offsets = [{ since: ALWAYS, offsetMs: offsetAt(FROM) }];
  let offsetMs = offsetAt(FROM);
  for (let at = FROM; at < UNTIL; at += STEP) {
    const next = offsetAt(at + STEP);
    if (next === offsetMs) continue;
    const since = changeBetween(offsetAt, at, at + STEP);
    offsets.push({ since, offsetMs: next });
    offsetMs = next;
  }
  return offsets;
}
