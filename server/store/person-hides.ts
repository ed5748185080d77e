import { batchWithIndex } from "./batch-with-index.ts";
import type { Db } from "./db.ts";
import { HIDDEN, HIDDEN_PARENT } from "./hidden-items.ts";
import { indexAllOf } from "./search-index.ts";
import { putSearchRows, SEARCH_COLUMNS, toSearchRows, versionOf } from "./search-rows.ts";

/** How others call an item. */
export interface ItemName {
  readonly connectionId: string;
  readonly externalId: string;
}

/** Hides items of a person, whatever else hides them or will. What is hidden by him already stays so. */
export async function hideItems(db: Db, userId: string, names: readonly ItemName[]): Promise<void> {
  const text = toText(names);
  const each = (...all: string[]): D1PreparedStatement[] =>
    all.map((sql) => db.$client.prepare(sql).bind(userId, text));
  // Where the index is broken, it is made anew without them.
  await batchWithIndex(db, each(HIDE, TOUCH), each(FORGET), []);
}

/** Takes that back, and says of how many; what is hidden for another reason besides stays hidden. */
export async function showItems(
  db: Db,
  userId: string,
  names: readonly ItemName[],
): Promise<number> {
  const text = toText(names);
  const { results } = await db.$client.prepare(READ).bind(userId, text).all();
  const rows = toSearchRows(results);
  const [shown] = await batchWithIndex(
    db,
    [SHOW, TOUCH].map((sql) => db.$client.prepare(sql).bind(userId, text)),
    [
      ...putSearchRows(db, userId, rows),
      indexAllOf(db, userId, IS_MISSED, text, JSON.stringify(rows.map(versionOf))),
    ],
    [indexAllOf(db, userId)],
  );
  // What D1 calls changes has what the triggers change in it.
  return shown?.results.length ?? 0;
}

/** How many of these the person has, hidden or not. */
export async function countOwnItems(
  db: Db,
  userId: string,
  names: readonly ItemName[],
): Promise<number> {
  const row = await db.$client
    .prepare(`SELECT count(*) AS items FROM (${NAMED})`)
    .bind(userId, toText(names))
    .first<{ items: number }>();
  return row?.items ?? 0;
}

function toText(names: readonly ItemName[]): string {
  return JSON.stringify(names.map((one) => [one.connectionId, one.externalId]));
}

/** By name, as a sync may give an item another key meanwhile; one index seek each. */
const NAMED = `
  SELECT i.id FROM json_each(?2) j CROSS JOIN media_items i INDEXED BY media_items_external
  WHERE i.connection_id = j.value ->> 0 AND i.external_id = j.value ->> 1 AND i.user_id = ?1`;

const READ = `SELECT ${SEARCH_COLUMNS} FROM (${NAMED}) n CROSS JOIN media_items i WHERE i.id = n.id`;

const FORGET = `DELETE FROM media_search WHERE rowid IN (${NAMED} AND i.hidden <> 0)`;

/** One of them was changed since it was read: that is not in the index. */
const IS_MISSED = `EXISTS (${NAMED} AND i.hidden = 0
  AND i.id || ' ' || i.content_hash NOT IN (SELECT value FROM json_each(?3)))`;

const HIDE = `
  UPDATE media_items SET hidden = hidden | ${HIDDEN.person}, parent = '${HIDDEN_PARENT}'
  WHERE id IN (${NAMED} AND i.hidden & ${HIDDEN.person} = 0)`;

/** So that whoever reads on from a page before knows that groups may stand elsewhere. */
const TOUCH = `
  UPDATE media_accounts SET updated_at = updated_at + 1
  WHERE user_id = ?1 AND id IN (SELECT value ->> 0 FROM json_each(?2))`;

const SHOW = `
  UPDATE media_items SET hidden = hidden & ~${HIDDEN.person},
    parent = iif(hidden & ~${HIDDEN.person}, '${HIDDEN_PARENT}',
      (SELECT l.parent FROM media_item_links l
       WHERE l.connection_id = media_items.connection_id AND l.child = media_items.external_id
         AND EXISTS (SELECT 1 FROM media_items p WHERE p.connection_id = l.connection_id
           AND p.external_id = l.parent AND p.hidden & ${HIDDEN.source} = 0)))
  WHERE id IN (${NAMED} AND i.hidden & ${HIDDEN.person}) RETURNING id`;
