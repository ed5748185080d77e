import type { Db } from "./db.ts";
import { WALKS } from "./item-walks.ts";
import { COLUMNS, STANDS, toItemRows } from "./items.ts";
import type { ItemRow } from "./items.ts";

export interface Scan {
  readonly userId: string;
  /** Whose items are looked at; null for all that the person has. */
  readonly connectionIds: readonly string[] | null;
  /** What is private at its source is left out. */
  readonly isPublicOnly: boolean;
  readonly key: number;
  /** The last key looked at. */
  readonly end: number;
  readonly limit: number;
}

/**
 * The next items that are seen, on their own or inside others, newest first below a key: without the
 * full-text index. Reads what lies between, whosever it is of the person's connections.
 */
export async function scanBelow(db: Db, scan: Scan): Promise<ItemRow[]> {
  return await read(db, toScan(scan, "i.id < ?2 AND i.id >= ?3", "DESC"), scan);
}

/** The same above a key, oldest first. */
export async function scanAbove(db: Db, scan: Scan): Promise<ItemRow[]> {
  return await read(db, toScan(scan, "i.id > ?2 AND i.id <= ?3", "ASC"), scan);
}

async function read(db: Db, sql: string, scan: Scan): Promise<ItemRow[]> {
  const { userId, key, end, limit, isPublicOnly, connectionIds } = scan;
  const { results } = await db.$client
    .prepare(sql)
    .bind(userId, key, end, limit, isPublicOnly ? 1 : 0, JSON.stringify(connectionIds ?? []))
    .all();
  return toItemRows(results);
}

/** All walks in order of time, merged. */
function toScan({ connectionIds }: Scan, keys: string, order: "DESC" | "ASC"): string {
  const isOneOf =
    connectionIds === null
      ? "?6 IS NOT NULL"
      : "i.connection_id IN (SELECT value FROM json_each(?6))";
  const walks = WALKS.map(
    ([index, condition]) => `
    SELECT ${COLUMNS} FROM media_items i INDEXED BY ${index}
    WHERE i.user_id = ?1 AND ${condition} AND ${keys} AND i.hidden = 0 AND i.parent_hidden = 0
      AND i.is_private <= 1 - ?5 AND ${isOneOf} AND ${STANDS}`,
  );
  return `${walks.join(" UNION ALL ")} ORDER BY id ${order} LIMIT ?4`;
}
