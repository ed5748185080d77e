import { listZoneOffsets } from "../time/list-zone-offsets.ts";
import type { Db } from "./db.ts";

/** Keeps the offsets of a zone, unless they are there. To be done before anybody is counted in it. */
export async function putOffsets(db: Db, zone: string): Promise<void> {
  const known = db.$client.prepare("SELECT 1 FROM media_zone_offsets WHERE zone = ?1 LIMIT 1");
  if ((await known.bind(zone).first()) !== null) return;
  const rows = listZoneOffsets(zone).map(({ since, offsetMs }) => [since, offsetMs]);
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
