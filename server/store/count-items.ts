import type { Db } from "./db.ts";
import { localHour } from "./zone-offsets.ts";

/** Somebody whose items are being counted anew. */
export interface Counting {
  readonly id: string;
  readonly zone: string | null;
  /** Null where nothing of his was ever counted. */
  readonly countedZone: string | null;
  /** Where counting goes on: behind the item of this connection and external id, as JSON; `""` at first. */
  readonly countKey: string;
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
 * Counts up to `limit` items more of a person in the zone he has at that moment. Items keep the names
 * by which they are walked, whatever else changes of them; a new one is counted as it comes. Answers
 * where to go on; null at the end, or where somebody else has gone on meanwhile.
 */
export async function countSome(
  db: Db,
  { id, countKey }: Pick<Counting, "id" | "countKey">,
  limit: number,
): Promise<string | null> {
  const [connection = "", item = ""] = countKey === "" ? [] : parseKey(countKey);
  const values = [id, connection, item, limit, countKey];
  const [, moved] = await db.$client.batch<{ count_key: string | null }>([
    db.$client.prepare(COUNT).bind(...values),
    db.$client.prepare(GO_ON).bind(...values),
  ]);
  return moved?.results[0]?.count_key ?? null;
}

function parseKey(key: string): string[] {
  const parts: unknown = JSON.parse(key);
  return Array.isArray(parts) ? parts.map(String) : [];
}

/** The next items of a person, each of his connections in turn. Reads as many as it answers. */
const NEXT = `
  SELECT i.id, i.connection_id, i.external_id
  FROM json_each((SELECT json_group_array(id)
    FROM (SELECT id FROM media_accounts WHERE user_id = ?1 AND id >= ?2 ORDER BY id))) j
  CROSS JOIN media_items i INDEXED BY media_items_external
  WHERE i.connection_id = j.value AND i.external_id > iif(j.value = ?2, ?3, '') LIMIT ?4`;

/** Nobody else has gone on, and the zone is the same: another one begins at the beginning. */
const IS_HERE = "id = ?1 AND count_key = ?5";

const HOUR = localHour("media_items.occurred_at", "?1");

const COUNT = `
  UPDATE media_items SET local_hour = ${HOUR}
  WHERE id IN (SELECT id FROM (${NEXT})) AND local_hour IS NOT ${HOUR}
    AND EXISTS (SELECT 1 FROM media_users WHERE ${IS_HERE})`;

const GO_ON = `
  UPDATE media_users SET count_key =
    (SELECT json_array(connection_id, external_id) FROM (${NEXT}) LIMIT 1 OFFSET ?4 - 1)
  WHERE ${IS_HERE} RETURNING count_key`;
