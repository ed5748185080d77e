import { changeBetween } from "./change-between.ts";
import { createZoneOffset } from "./zone-offset.ts";

/** From `since` (epoch milliseconds) on, a clock of the zone shows so much more than UTC. */
export interface ZoneOffset {
  readonly since: number;
  readonly offsetMs: number;
}

const FROM = Date.UTC(1970, 0, 1);
const UNTIL = Date.UTC(2060, 0, 1);
/** No zone has kept an offset for less since 1970; two are foretold to, in 2040. */
const STEP = 14 * 86_400_000;
/** The earliest instant there is: what came before 1970 counts by the offset of that year. */
const ALWAYS = -8.64e15;

/** All of a zone's offsets between 1970 and 2060, oldest first; what comes after keeps the last. */
export function listZoneOffsets(zone: string): ZoneOffset[] {
  const first = { since: ALWAYS, offsetMs: createZoneOffset(zone)(FROM) };
  return [first, ...listZoneChanges(zone, FROM, UNTIL)];
}

/** Those that begin within [from, until), between 1970 and 2060. */
export function listZoneChanges(zone: string, from: number, until: number): ZoneOffset[] {
  // What a person has who has said nothing; it never changes.
  if (zone === "UTC") return [];
  const offsetAt = createZoneOffset(zone);
  const changes: ZoneOffset[] = [];
  // The same steps whatever is asked for: they part changes that are close to each other.
  let at = FROM + Math.max(0, Math.floor((from - FROM) / STEP)) * STEP;
  let offsetMs = offsetAt(at);
  for (; at < Math.min(until, UNTIL); at += STEP) {
    const next = offsetAt(at + STEP);
    if (next === offsetMs) continue;
    changes.push({ since: changeBetween(offsetAt, at, at + STEP), offsetMs: next });
    offsetMs = next;
  }
  return changes.filter(({ since }) => since >= from && since < until);
}
