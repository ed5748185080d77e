import type { Db } from "./db.ts";
import { COLUMNS, STANDS, toItemRows } from "./items.ts";
import type { ItemRow } from "./items.ts";

export interface Scan {
  readonly userId: string;
  /** Whose items are looked at. */
  readonly connectionIds: readonly string[];
  /** What is private at its source is left out. */
  readonly isPublicOnly: boolean;
  readonly key: number;
  readonly limit: number;
}

/**
 * The next items that are seen, on their own or inside others, newest first below a key: without the
 * full-text index, while it is being made. Reads an index entry of every child that there is.
 */
export async function scanBelow(db: Db, scan: Scan): Promise<ItemRow[]> {
  return await read(db, BELOW, scan);
}

/** The same above a key, oldest first. */
export async function scanAbove(db: Db, scan: Scan): Promise<ItemRow[]> {
  return await read(db, ABOVE, scan);
}

async function read(db: Db, sql: string, scan: Scan): Promise<ItemRow[]> {
  const { results } = await db.$client
    .prepare(sql)
    .bind(
      scan.userId,
      scan.key,
      scan.limit,
      JSON.stringify(scan.connectionIds),
      scan.isPublicOnly ? 1 : 0,
    )
    .all();
  return toItemRows(results);
}

const toScan = (comparison: "<" | ">", order: "DESC" | "ASC"): string => {
  const page = `i.id ${comparison} ?2 AND i.hidden = 0 AND i.parent_hidden = 0
    AND i.is_private <= 1 - ?5 AND ${STANDS} ORDER BY i.id ${order} LIMIT ?3`;
  return `
    SELECT ${COLUMNS} FROM media_items i WHERE i.id IN (
      SELECT id FROM (SELECT i.id FROM media_items i INDEXED BY media_items_timeline
        WHERE i.user_id = ?1 AND i.parent IS NULL
          AND i.connection_id IN (SELECT value FROM json_each(?4)) AND ${page})
      UNION ALL
      SELECT id FROM (SELECT i.id FROM json_each(?4) c
        CROSS JOIN media_items i INDEXED BY media_items_children
        WHERE i.connection_id = c.value AND i.parent IS NOT NULL AND i.parent <> ''
          AND i.user_id = ?1 AND ${page}))
    ORDER BY i.id ${order} LIMIT ?3`;
};

const BELOW = toScan("<", "DESC");
const ABOVE = toScan(">", "ASC");
