import { listZoneOffsets } from "../time/list-zone-offsets.ts";
import type { ZoneOffset } from "../time/list-zone-offsets.ts";
import type { Db } from "./db.ts";
import { MAX_KEY } from "./item-key.ts";

/** Keeps the offsets of a zone, unless they are there. To be done before anybody is counted in it. */
export async function putOffsets(db: Db, zone: string): Promise<void> {
  const known = db.$client.prepare("SELECT 1 FROM media_zone_offsets WHERE zone = ?1 LIMIT 1");
  if ((await known.bind(zone).first()) !== null) return;
  await insertOffsets(db, zone).run();
}

/** A zone, and what is kept of it, oldest first. */
export interface KeptZone {
  readonly zone: string;
  readonly offsets: readonly ZoneOffset[];
}

/** The next by name of those that are kept; null behind the last. */
export async function findZoneAfter(db: Db, name: string): Promise<KeptZone | null> {
  const { results } = await db.$client
    .prepare(
      `SELECT zone, since, offset_ms AS offsetMs FROM media_zone_offsets
       WHERE zone = (SELECT zone FROM media_zone_offsets WHERE zone > ?1 ORDER BY zone LIMIT 1)
       ORDER BY since`,
    )
    .bind(name)
    .all<ZoneOffset & { zone: string }>();
  const [first] = results;
  if (first === undefined) return null;
  return { zone: first.zone, offsets: results.map(({ since, offsetMs }) => ({ since, offsetMs })) };
}

/** Keeps the offsets of a zone as they are now, and has all be counted anew who are counted by it. */
export async function replaceOffsets(db: Db, zone: string): Promise<void> {
  await db.$client.batch([
    db.$client.prepare("DELETE FROM media_zone_offsets WHERE zone = ?1").bind(zone),
    insertOffsets(db, zone),
    db.$client
      .prepare(`UPDATE media_users SET count_key = ${MAX_KEY} WHERE counted_zone = ?1`)
      .bind(zone),
  ]);
}

function insertOffsets(db: Db, zone: string): D1PreparedStatement {
  const rows = listZoneOffsets(zone).map(({ since, offsetMs }) => [since, offsetMs]);
  return db.$client
    .prepare(
      `INSERT INTO media_zone_offsets (zone, since, offset_ms)
       SELECT ?1, value ->> 0, value ->> 1 FROM json_each(?2) WHERE true ON CONFLICT DO NOTHING`,
    )
    .bind(zone, JSON.stringify(rows));
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
