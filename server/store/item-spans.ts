import type { Range } from "./activity.ts";
import type { Db } from "./db.ts";
import { firstKeyAt } from "./item-key.ts";
import { WALKS } from "./item-walks.ts";
import { COLUMNS, toItemRows } from "./items.ts";
import type { ItemRow } from "./items.ts";

/** Instants; the first is in it, the last is not. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Many items of one millisecond go on in the next ones: a key may be as much later than its time. */
const SPILL_MS = 100;

/** Keys of what happened in a span, perhaps of some that happened just before it. */
export function keysOf({ from, to }: Span): Range {
  return { from: firstKeyAt(from), to: firstKeyAt(to + SPILL_MS) };
}

const walks = (columns: string): string =>
  WALKS.map(
    ([index, condition]) => `SELECT ${columns} FROM media_items i INDEXED BY ${index}
      WHERE i.user_id = ?1 AND ${condition} AND i.id >= ?2 AND i.id < ?3
        AND i.hidden = 0 AND i.parent_hidden = 0`,
  ).join(" UNION ALL ");

/** The columns of a row, without those that are long and that no count needs. */
const LIGHT = COLUMNS.replace("i.media", "'[]' AS media").replace("i.figures", "'{}' AS figures");

/**
 * Every item that is seen, whatever it stands inside, newest first, of the keys from one on up to another.
 * Those of connections that are being disconnected are among them.
 */
export async function listSpan(
  db: Db,
  userId: string,
  { from, to }: Range,
  limit: number,
  { isWhole = false } = {},
): Promise<ItemRow[]> {
  const { results } = await db.$client
    .prepare(`${walks(isWhole ? COLUMNS : LIGHT)} ORDER BY id DESC LIMIT ?4`)
    .bind(userId, from, to, limit)
    .all();
  return toItemRows(results);
}
