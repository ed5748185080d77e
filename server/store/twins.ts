import type { Db } from "./db.ts";
import { COLUMNS, STANDS, toItemRows } from "./items.ts";
import type { ItemRow } from "./items.ts";

/** Whether what says the same on other platforms is told with it, and it with them. */
export function isTwin(row: ItemRow): row is ItemRow & { readonly twin: string } {
  return row.twin !== null && !row.isSplit && row.parent === null;
}

/** All that are seen of what shares these, newest first; about a row read for each. */
export async function listTwins(
  db: Db,
  userId: string,
  twins: readonly string[],
): Promise<ItemRow[]> {
  if (twins.length === 0) return [];
  const { results } = await db.$client
    .prepare(
      `SELECT ${COLUMNS} FROM json_each(?1) j
       CROSS JOIN media_items i INDEXED BY media_items_same_text
       WHERE i.user_id = ?2 AND i.same_text = substr(j.value, 1, instr(j.value, ':') - 1)
         AND i.same_text IS NOT NULL AND i.twin = j.value AND i.is_split = 0
         AND i.parent IS NULL AND i.parent_hidden = 0 AND ${STANDS}
       ORDER BY i.id DESC`,
    )
    .bind(JSON.stringify([...new Set(twins)]), userId)
    .all();
  return toItemRows(results);
}
