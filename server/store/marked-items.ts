import type { Db } from "./db.ts";
import { COLUMNS, STANDS, toItemRows } from "./items.ts";
import type { ItemRow } from "./items.ts";

/** What a person may put on an item. */
export type Mark = "pinned" | "noted";

const INDEXED: Readonly<Record<Mark, string>> = {
  pinned: "INDEXED BY media_items_pinned WHERE i.pinned_at IS NOT NULL",
  noted: "INDEXED BY media_items_noted WHERE i.note IS NOT NULL",
};

/** A person's items with a mark that are seen, newest first below a key, or oldest first above it, as far as `end`. */
export async function listMarked(
  db: Db,
  userId: string,
  mark: Mark,
  direction: "below" | "above",
  key: number,
  limit: number,
  end: number,
): Promise<ItemRow[]> {
  const [keys, order] =
    direction === "below"
      ? ["i.id < ?2 AND i.id >= ?3", "DESC"]
      : ["i.id > ?2 AND i.id <= ?3", "ASC"];
  const { results } = await db.$client
    .prepare(
      `SELECT ${COLUMNS} FROM media_items i ${INDEXED[mark]}
         AND i.user_id = ?1 AND ${keys}
         AND i.hidden = 0 AND i.parent_hidden = 0 AND ${STANDS}
       ORDER BY i.id ${order} LIMIT ?4`,
    )
    .bind(userId, key, end, limit)
    .all();
  return toItemRows(results);
}
