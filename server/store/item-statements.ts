import type { Db } from "./db.ts";
import { ITEM_FIELDS, forSql } from "./item-row.ts";
import type { Placement, WrittenRow } from "./item-row.ts";

export interface ItemOwner {
  readonly userId: string;
  readonly connectionId: string;
  readonly platform: string;
  readonly now: number;
}

export type Keyed = WrittenRow & Placement & { readonly id: number };

/** What changes among the items of a connection. */
export interface ItemChanges {
  /** Keys of items whose time was corrected: they go, and come again in `inserts`. */
  readonly moved: readonly number[];
  readonly inserts: readonly Keyed[];
  readonly updates: readonly Keyed[];
  /** Keys of items whose text is replaced, and when it was. */
  readonly edits: readonly (readonly [id: number, replacedAt: number])[];
  readonly links: readonly (readonly [child: string, parent: string])[];
  /** Items that stay where they are in time, and now stand elsewhere, or are hidden or shown. */
  readonly placed: readonly (Placement & { readonly id: number })[];
}

/** Characters per bound text: at three bytes each it stays below D1's two megabytes. */
const CHUNK_CHARACTERS = 500_000;

export function toStatements(
  db: Db,
  { userId, connectionId, platform, now }: ItemOwner,
  changes: ItemChanges,
): D1PreparedStatement[] {
  const each = (
    rows: readonly unknown[],
    sql: string,
    ...values: unknown[]
  ): D1PreparedStatement[] =>
    inTexts(rows).map((text) => db.$client.prepare(sql).bind(...values, text));
  return [
    ...each(changes.edits, KEEP_EDITS),
    ...each(changes.moved, DELETE_MOVED),
    ...each(changes.inserts.map(forSql), INSERT, userId, connectionId, platform, now),
    ...each(changes.updates.map(forSql), UPDATE, now),
    ...each(changes.links, PUT_LINKS, connectionId),
    ...each(
      changes.placed.map(({ id, hidden, parent }) => [id, hidden, parent]),
      PLACE,
    ),
  ];
}

/** Rows as JSON arrays, each of a length that can be bound. */
function inTexts(rows: readonly unknown[]): string[] {
  const parts: string[][] = [];
  let length = Infinity;
  for (const row of rows) {
    const text = JSON.stringify(row);
    if (length + text.length > CHUNK_CHARACTERS) {
      parts.push([]);
      length = 0;
    }
    parts.at(-1)?.push(text);
    length += text.length + 1;
  }
  return parts.map((part) => `[${part.join(",")}]`);
}

/** Before anything is written. A time that is taken, or not later, becomes the next one. */
const KEEP_EDITS = `
  INSERT INTO media_item_edits (connection_id, external_id, replaced_at, title, body)
  SELECT i.connection_id, i.external_id,
    max(j.value ->> 1, coalesce((SELECT max(e.replaced_at) + 1 FROM media_item_edits e
      WHERE e.connection_id = i.connection_id AND e.external_id = i.external_id), 0)),
    i.title, i.body
  FROM json_each(?1) j CROSS JOIN media_items i WHERE i.id = j.value ->> 0`;

const DELETE_MOVED = `DELETE FROM media_items WHERE id IN (SELECT value FROM json_each(?1))`;

/** Columns of no index: those cost a write more. `PLACE` writes `hidden` with `parent`. */
const CONTENT = ITEM_FIELDS.filter((name) => !["external_id", "hidden", "parent"].includes(name));

const INSERT = `
  INSERT INTO media_items (user_id, connection_id, platform, created_at, updated_at, id, ${ITEM_FIELDS.join(", ")})
  SELECT ?1, ?2, ?3, ?4, ?4, value ->> 0, ${ITEM_FIELDS.map((_, at) => `value ->> ${at + 1}`).join(", ")}
  FROM json_each(?5)`;

const UPDATE = `
  UPDATE media_items
  SET updated_at = ?1, ${CONTENT.map((name) => `${name} = j.value ->> ${ITEM_FIELDS.indexOf(name) + 1}`).join(", ")}
  FROM json_each(?2) j WHERE media_items.id = j.value ->> 0`;

const PUT_LINKS = `
  INSERT INTO media_item_links (connection_id, child, parent)
  SELECT ?1, value ->> 0, value ->> 1 FROM json_each(?2) WHERE true
  ON CONFLICT (connection_id, child) DO UPDATE SET parent = excluded.parent`;

/** By key: joined by name, the planner walks the whole connection. */
const PLACE = `
  UPDATE media_items SET hidden = j.value ->> 1, parent = j.value ->> 2
  FROM json_each(?1) j WHERE media_items.id = j.value ->> 0`;
