import type { Db } from "./db.ts";
import { COLUMNS, STANDS, toItemRows } from "./items.ts";
import type { ItemRow } from "./items.ts";

/** What a person may put on an item. */
export type Mark = "pinned" | "noted";

const WALKS: Readonly<Record<Mark, { index: string; has: string }>> = {
  pinned: { index: "media_items_pinned", has: "i.pinned_at IS NOT NULL" },
  noted: { index: "media_items_noted", has: "i.note IS NOT NULL" },
};

/**
 * A person's items with one of these marks that are seen, newest first below a key, or oldest first above
 * it, as far as `end`; each once.
 */
export async function listMarked(
  db: Db,
  userId: string,
  marks: readonly Mark[],
  direction: "below" | "above",
  key: number,
  limit: number,
  end: number,
): Promise<ItemRow[]> {
  const [keys, order] =
    direction === "below"
      ? ["i.id < ?2 AND i.id >= ?3", "DESC"]
      : ["i.id > ?2 AND i.id <= ?3", "ASC"];
  const walks = [...new Set(marks)].map((mark, at, all) => {
    const before = all.slice(0, at).map((other) => ` AND NOT (${WALKS[other].has})`);
    return `SELECT ${COLUMNS} FROM media_items i INDEXED BY ${WALKS[mark].index}
       WHERE i.user_id = ?1 AND ${WALKS[mark].has}${before.join("")} AND ${keys}
         AND i.hidden = 0 AND i.parent_hidden = 0 AND ${STANDS}`;
  });
  const { results } = await db.$client
    .prepare(`${walks.join(" UNION ALL ")} ORDER BY id ${order} LIMIT ?4`)
    .bind(userId, key, end, limit)
    .all();
  return toItemRows(results);
}
