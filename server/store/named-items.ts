import type { Db } from "./db.ts";
import { COLUMNS, pairsOf, STANDS, toItemRows } from "./items.ts";
import type { ItemRow } from "./items.ts";

/** Those of these items that are seen, in no order; some 1 row read for each. */
export async function listNamedItems(
  db: Db,
  userId: string,
  names: readonly { connectionId: string; externalId: string }[],
): Promise<ItemRow[]> {
  if (names.length === 0) return [];
  const { results } = await db.$client
    .prepare(
      `SELECT ${COLUMNS} FROM ${pairsOf(names.length)} j
       CROSS JOIN media_items i INDEXED BY media_items_external
       WHERE i.connection_id = j.column1 AND i.external_id = j.column2
         AND i.user_id = ?2 AND i.hidden = 0 AND i.parent_hidden = 0 AND ${STANDS}`,
    )
    .bind(JSON.stringify(names.map((one) => [one.connectionId, one.externalId])), userId)
    .all();
  return toItemRows(results);
}
