import type { Db } from "./db.ts";
import { nextOf } from "./item-walks.ts";
import { localHour } from "./zone-offsets.ts";

/** Somebody whose items are being counted anew. */
export interface Counting {
  readonly id: string;
  readonly zone: string | null;
  /** Null where nothing of his was ever counted. */
  readonly countedZone: string | null;
  /** Items below this key are still to be counted. */
  readonly countKey: number;
}

/** Some of those who wait to be counted: the next by id from one on, and then from the first. */
export async function listCounting(db: Db, from: string, limit: number): Promise<Counting[]> {
  const some = (range: string) =>
    `SELECT * FROM (SELECT ${COLUMNS} FROM media_users INDEXED BY media_users_counting
     WHERE count_key IS NOT NULL AND id ${range} ?1 ORDER BY id LIMIT ?2)`;
  const { results } = await db.$client
    .prepare(`${some(">=")} UNION ALL ${some("<")} LIMIT ?2`)
    .bind(from, limit)
    .all<Counting>();
  return results;
}

/** Null where all that he has is counted. */
export async function findCounting(db: Db, userId: string): Promise<Counting | null> {
  return await db.$client
    .prepare(`SELECT ${COLUMNS} FROM media_users WHERE id = ?1 AND count_key IS NOT NULL`)
    .bind(userId)
    .first<Counting>();
}

const COLUMNS = "id, zone, counted_zone AS countedZone, count_key AS countKey";

/** Names the zone that he is counted in, for the first time; its offsets are known by then. */
export async function putCountedZone(db: Db, userId: string, zone: string): Promise<void> {
  await db.$client
    .prepare("UPDATE media_users SET counted_zone = ?2 WHERE id = ?1 AND counted_zone IS NULL")
    .bind(userId, zone)
    .run();
}

/**
 * Counts up to `limit` items more of a person, newest first, in the zone he has at that moment. One that
 * comes, or moves, meanwhile is counted as it does. Answers where to go on; null at the end, or where
 * somebody else has gone on meanwhile.
 */
export async function countSome(
  db: Db,
  { id, countKey }: Pick<Counting, "id" | "countKey">,
  limit: number,
): Promise<number | null> {
  const [, moved] = await db.$client.batch<{ count_key: number | null }>(
    [COUNT, GO_ON].map((sql) => db.$client.prepare(sql).bind(id, countKey, limit)),
  );
  return moved?.results[0]?.count_key ?? null;
}

const NEXT = nextOf("?2", "?3");

/** Nobody else has gone on, and the zone is the same: another one begins at the beginning. */
const IS_HERE = "id = ?1 AND count_key = ?2";

const HOUR = localHour("media_items.occurred_at", "?1");

const COUNT = `
  UPDATE media_items SET local_hour = ${HOUR}
  WHERE id IN (${NEXT}) AND local_hour IS NOT ${HOUR}
    AND EXISTS (SELECT 1 FROM media_users WHERE ${IS_HERE})`;

const GO_ON = `
  UPDATE media_users SET count_key = (SELECT id FROM (${NEXT}) LIMIT 1 OFFSET ?3 - 1)
  WHERE ${IS_HERE} RETURNING count_key`;
