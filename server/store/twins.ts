import type { Db } from "./db.ts";
import { COLUMNS, pairsOf, STANDS, toItemRows } from "./items.ts";
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
  const names = [...new Set(twins)].map((twin) => [twin.slice(0, twin.indexOf(":")), twin]);
  const { results } = await db.$client
    .prepare(
      `SELECT ${COLUMNS} FROM ${pairsOf(names.length)} j
       CROSS JOIN media_items i INDEXED BY media_items_same_text
       WHERE i.user_id = ?2 AND i.same_text = j.column1
         AND i.same_text IS NOT NULL AND i.twin = j.column2 AND i.is_split = 0
         AND i.parent IS NULL AND i.parent_hidden = 0 AND ${STANDS}`,
    )
    .bind(JSON.stringify(names), userId)
    .all();
  // Sorted here: the database counts each row that it sorts once more as read.
  return toItemRows(results).sort((a, b) => b.id - a.id);
}
