import type { Db } from "./db.ts";
import { HIDDEN, HIDDEN_PARENT } from "./hidden-items.ts";
import { ITEM_FIELDS, forSql } from "./item-row.ts";
import type { Placement, WrittenRow } from "./item-row.ts";
import type { Known } from "./known-items.ts";
import { localHour } from "./zone-offsets.ts";

export interface ItemOwner {
  readonly userId: string;
  readonly connectionId: string;
  readonly platform: string;
  readonly now: number;
}

export type Keyed = WrittenRow & Placement & { readonly id: number };

/** What changes among the items of a connection. */
export interface ItemChanges {
  readonly inserts: readonly Keyed[];
  readonly updates: readonly Keyed[];
  /** Items whose time was corrected: `id` is their new key, which `placed` knows them by. */
  readonly moves: readonly (Keyed & { readonly from: number })[];
  /** Keys of items whose text is replaced, and when it was. */
  readonly edits: readonly (readonly [id: number, replacedAt: number])[];
  readonly links: readonly (readonly [child: string, parent: string, waits: boolean])[];
  /** Of those among the updated and moved that are of another kind now. */
  readonly kinds: readonly (readonly [id: number, kind: string])[];
  /** What the texts of updated and moved items come down to. */
  readonly sameTexts: readonly (readonly [id: number, sameText: string | null])[];
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
    // Before the items: a new one takes in what waits for it.
    ...each(changes.links, PUT_LINKS, connectionId),
    ...each(changes.inserts.map(forSql), INSERT, userId, connectionId, platform, now),
    ...each(changes.updates.map(forSql), UPDATE, now),
    ...each(
      changes.moves.map((row) => [...forSql(row), row.from]),
      MOVE,
      now,
      userId,
    ),
    ...each(changes.kinds, SET_KIND),
    ...each(changes.sameTexts, SET_SAME_TEXT),
    ...each([...new Set(changes.links.map(([, parent]) => parent))], SET_HOLDS, connectionId),
    ...each(
      changes.placed.map(({ id, hidden, link }) => [id, hidden, link]),
      PLACE,
    ),
  ];
}

/** Of items that stand, those that are of another kind now. */
export function otherKinds(
  rows: readonly { readonly id: number; readonly kind: string; readonly was: Known | null }[],
): [id: number, kind: string][] {
  return rows.flatMap(({ id, kind, was }): [number, string][] =>
    was === null || was.kind === kind ? [] : [[id, kind]],
  );
}

/** Rows as JSON arrays, each of a length that can be bound. */
export function inTexts(rows: readonly unknown[]): string[] {
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

/** Columns of no index: those cost a write more. `PLACE` writes `hidden` with `parent`. */
const INDEXED = ["external_id", "kind", "hidden", "parent", "same_text"];
const CONTENT = ITEM_FIELDS.filter((name) => !INDEXED.includes(name));

const valueOf = (name: string): string => `j.value ->> ${ITEM_FIELDS.indexOf(name) + 1}`;
const OCCURRED_AT = `(${valueOf("occurred_at")})`;

const INSERT = `
  INSERT INTO media_items (user_id, connection_id, platform, created_at, updated_at, id, local_hour, ${ITEM_FIELDS.join(", ")})
  SELECT ?1, ?2, ?3, ?4, ?4, j.value ->> 0, ${localHour(OCCURRED_AT, "?1")}, ${ITEM_FIELDS.map(valueOf).join(", ")}
  FROM json_each(?5) j`;

const SET_CONTENT = ["updated_at = ?1"]
  .concat(CONTENT.map((name) => `${name} = ${valueOf(name)}`))
  .join(", ");

const UPDATE = `
  UPDATE media_items SET ${SET_CONTENT} FROM json_each(?2) j WHERE media_items.id = j.value ->> 0`;

/** The row itself gets the new key, so that what its owner decided meanwhile goes with it. */
const MOVE = `
  UPDATE media_items SET id = j.value ->> 0, local_hour = ${localHour(OCCURRED_AT, "?2")}, ${SET_CONTENT}
  FROM json_each(?3) j WHERE media_items.id = j.value ->> ${ITEM_FIELDS.length + 1}`;

const SET_HOLDS = `
  UPDATE media_items SET holds_others = 1
  WHERE connection_id = ?1 AND external_id IN (SELECT value FROM json_each(?2)) AND holds_others = 0`;

const SET_SAME_TEXT = `
  UPDATE media_items SET same_text = j.value ->> 1
  FROM json_each(?1) j WHERE media_items.id = j.value ->> 0 AND same_text IS NOT j.value ->> 1`;

const SET_KIND = `
  UPDATE media_items SET kind = j.value ->> 1
  FROM json_each(?1) j WHERE media_items.id = j.value ->> 0`;

const PUT_LINKS = `
  INSERT INTO media_item_links (connection_id, child, parent, waits)
  SELECT ?1, value ->> 0, value ->> 1, value ->> 2 FROM json_each(?2) WHERE true
  ON CONFLICT (connection_id, child) DO UPDATE SET parent = excluded.parent, waits = excluded.waits`;

/** The owner may hide an item, or show it again, at any moment: his bit is the row's, not the plan's. */
const HIDDEN_NOW = `(((j.value ->> 1) & ~${HIDDEN.person}) | (hidden & ${HIDDEN.person}))`;

/** By key: joined by name, the planner walks the whole connection. */
const PLACE = `
  UPDATE media_items SET hidden = ${HIDDEN_NOW}, parent = iif(${HIDDEN_NOW}, '${HIDDEN_PARENT}', j.value ->> 2)
  FROM json_each(?1) j WHERE media_items.id = j.value ->> 0`;
