import type { Db } from "./db.ts";

/** From `since` (epoch milliseconds) on, a clock of the zone shows so much more than UTC. */
interface ZoneOffset {
  readonly since: number;
  readonly offsetMs: number;
}

const DAY = 86_400_000;
const SECOND = 1000;
const FROM = Date.UTC(1970, 0, 1);
const UNTIL = Date.UTC(2060, 0, 1);
/** No zone has kept an offset for less since 1970; two are foretold to, in 2040. */
const STEP = 14 * DAY;
/** The earliest instant there is: what came before 1970 counts by the offset of that year. */
const ALWAYS = -8.64e15;

/** All of a zone's offsets between 1970 and 2060, oldest first; what comes after keeps the last. */
export function offsetsOf(zone: string): ZoneOffset[] {
  // What a person has who has said nothing; it never changes.
  if (zone === "UTC") return [{ since: ALWAYS, offsetMs: 0 }];
  const offsetAt = createOffsets(zone);
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

/** The border is found by halving; it lies on a whole second, not always on a minute. */
export function changeBetween(offsetAt: (ms: number) => number, from: number, to: number): number {
  const before = offsetAt(from);
  let [low, high] = [from / SECOND, to / SECOND];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * SECOND) === before) low = middle;
    else high = middle;
  }
  return high * SECOND;
}

/** What a clock there shows, read as if it were UTC, is as far from UTC as the zone is. */
export function createOffsets(zone: string): (ms: number) => number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  return (ms) => {
    const [month = 1, day = 1, year = 0, hour = 0, minute = 0, second = 0] = (
      format.format(ms).match(/\d+/g) ?? []
    ).map(Number);
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000;
  };
}

/** Keeps the offsets of a zone, unless they are there. To be done before anybody is counted in it. */
export async function putOffsets(db: Db, zone: string): Promise<void> {
  const known = db.$client.prepare("SELECT 1 FROM media_zone_offsets WHERE zone = ?1 LIMIT 1");
  if ((await known.bind(zone).first()) !== null) return;
  const rows = offsetsOf(zone).map(({ since, offsetMs }) => [since, offsetMs]);
  await db.$client
    .prepare(
      `INSERT INTO media_zone_offsets (zone, since, offset_ms)
       SELECT ?1, value ->> 0, value ->> 1 FROM json_each(?2) WHERE true ON CONFLICT DO NOTHING`,
    )
    .bind(zone, JSON.stringify(rows))
    .run();
}

/** Whole hours, and a multiple of 24 of them, so that a time before 1970 is divided as one after it. */
const SHIFT_HOURS = 240_000_000;

/**
 * SQL for `local_hour`: hours since 1970 by the clock that a person's items are counted in. Null
 * while he has none. `time` and `user` are SQL for an instant and his id.
 */
export function localHour(time: string, user: string): string {
  return `(SELECT CAST(${time} + o.offset_ms + ${SHIFT_HOURS * 3_600_000} AS INTEGER) / 3600000 - ${SHIFT_HOURS}
    FROM media_zone_offsets o
    WHERE o.zone = (SELECT u.counted_zone FROM media_users u WHERE u.id = ${user}) AND o.since <= ${time}
    ORDER BY o.since DESC LIMIT 1)`;
}
