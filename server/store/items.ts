import * as z from "zod";
import type { Item, Medium } from "../../shared/item.ts";
import type { Db } from "./db.ts";
import { HIDDEN } from "./hidden-items.ts";
import { MAX_KEY, endKeyAt } from "./item-key.ts";
import { isGrouped } from "./item-walks.ts";
import { parseAuthor, parseFigures, parseMarks, parseMedia } from "./item-json.ts";

/** An item as it is read; `id` is its key in time (`item-key.ts`). */
export interface ItemRow {
  readonly id: number;
  readonly connectionId: string;
  readonly externalId: string;
  readonly platform: string;
  readonly kind: string;
  readonly occurredAt: number;
  readonly startedAt: number | null;
  readonly title: string;
  readonly body: string | null;
  readonly url: string | null;
  readonly placeName: string | null;
  readonly placeUrl: string | null;
  readonly state: string | null;
  readonly reference: string | null;
  readonly isPrivate: boolean;
  readonly figures: Record<string, number>;
  readonly author: Item["author"];
  readonly media: readonly Medium[];
  readonly marks: readonly string[];
  readonly language: string | null;
  readonly editedAt: number | null;
  readonly parent: string | null;
  /** Others may stand inside it. */
  readonly holdsOthers: boolean;
  /** Shared by the same post on several platforms (`twins.ts`). */
  readonly twin: string | null;
  readonly isSplit: boolean;
  readonly pinnedAt: number | null;
  readonly note: string | null;
}

/** A stretch of the timeline: `end` is the last key looked at, whichever way; null stands for any source. */
export interface Stretch {
  readonly connectionId: string | null;
  readonly end: number;
  /** What is of a grouped kind is looked for beyond this key alone, if that is farther. */
  readonly groupedBeyond?: number;
}

/**
 * The next items of a person that stand on their own, newest first, below a key. Reads as many rows
 * as it returns, however many there are.
 */
export async function listItemsBelow(
  db: Db,
  userId: string,
  key: number,
  limit: number,
  { connectionId, end, groupedBeyond = key }: Stretch = { connectionId: null, end: 0 },
): Promise<ItemRow[]> {
  const from = { key, end, grouped: Math.min(key, groupedBeyond) };
  return await list(db, userId, { ...from, order: "DESC", limit, connectionId });
}

/** The same above a key, oldest first. */
export async function listItemsAbove(
  db: Db,
  userId: string,
  key: number,
  limit: number,
  { connectionId, end, groupedBeyond = key }: Stretch = { connectionId: null, end: MAX_KEY },
): Promise<ItemRow[]> {
  const from = { key, end, grouped: Math.max(key, groupedBeyond) };
  return await list(db, userId, { ...from, order: "ASC", limit, connectionId });
}

/** The same below a key, of what is of a grouped kind alone, or of no such. */
export async function listPartBelow(
  db: Db,
  userId: string,
  part: "single" | "grouped",
  key: number,
  limit: number,
  end = 0,
): Promise<ItemRow[]> {
  const sql = `${walk(part === "single" ? 0 : 1, "DESC", "?2")} ORDER BY i.id DESC LIMIT ?4`;
  return await read(db.$client.prepare(sql).bind(userId, key, end, limit));
}

interface Asked {
  readonly key: number;
  readonly end: number;
  /** Where what is of a grouped kind begins. */
  readonly grouped: number;
  readonly order: "ASC" | "DESC";
  readonly limit: number;
  readonly connectionId: string | null;
}

async function list(
  db: Db,
  userId: string,
  { key, end, grouped, order, limit, connectionId }: Asked,
): Promise<ItemRow[]> {
  const isOfOne = connectionId !== null;
  const sql = isOfOne
    ? `${STANDING} INDEXED BY media_items_connection WHERE i.user_id = ?1 AND i.connection_id = ?5
         AND ${within(order, "?2")}`
    : `${walk(0, order, "?2")} UNION ALL ${walk(1, order, "?5")}`;
  return await read(
    db.$client
      .prepare(`${sql} ORDER BY id ${order} LIMIT ?4`)
      .bind(userId, key, end, limit, isOfOne ? connectionId : grouped),
  );
}

/** Of the two halves of the timeline's index, each in order of time; ?1 is the person, ?3 the end. */
function walk(half: 0 | 1, order: "ASC" | "DESC", key: string): string {
  return `${STANDING} INDEXED BY media_items_timeline
    WHERE i.user_id = ?1 AND ${isGrouped(half, "i.")} AND ${within(order, key)}`;
}

function within(order: "ASC" | "DESC", key: string): string {
  const keys = order === "DESC" ? `i.id < ${key} AND i.id >= ?3` : `i.id > ${key} AND i.id <= ?3`;
  return `i.parent IS NULL AND ${keys} AND ${STANDS} AND ${IS_NEWEST_TWIN}`;
}

/** The same as below for what he alone hides, whether it stood on its own or inside another. */
export async function listHiddenBelow(
  db: Db,
  userId: string,
  key: number,
  limit: number,
  end = 0,
): Promise<ItemRow[]> {
  return await read(
    db.$client
      .prepare(`${SELECT_HIDDEN} AND i.id < ?2 AND i.id >= ?3 ORDER BY i.id DESC LIMIT ?4`)
      .bind(userId, key, end, limit),
  );
}

/** The same above a key, oldest first. */
export async function listHiddenAbove(
  db: Db,
  userId: string,
  key: number,
  limit: number,
  end = MAX_KEY,
): Promise<ItemRow[]> {
  return await read(
    db.$client
      .prepare(`${SELECT_HIDDEN} AND i.id > ?2 AND i.id <= ?3 ORDER BY i.id LIMIT ?4`)
      .bind(userId, key, end, limit),
  );
}

/** What stands inside these items, newest first. */
export async function listChildren(
  db: Db,
  parents: readonly { connectionId: string; externalId: string }[],
): Promise<ItemRow[]> {
  if (parents.length === 0) return [];
  const names = JSON.stringify(parents.map((one) => [one.connectionId, one.externalId]));
  const rows = await read(
    db.$client
      .prepare(
        `SELECT ${COLUMNS} FROM ${pairsOf(parents.length)} j
         CROSS JOIN media_items i INDEXED BY media_items_children
         WHERE i.connection_id = j.column1 AND i.parent = j.column2 AND i.parent IS NOT NULL`,
      )
      .bind(names),
  );
  // Sorted here: the database counts each row that it sorts once more as read.
  return rows.sort((a, b) => b.id - a.id);
}

/** Longer than this a statement would take long to read. */
const MOST_PAIRS = 200;

/** So many pairs of the JSON list that is bound first, `column1` and `column2`: they do not count as read. */
export function pairsOf(count: number): string {
  if (count > MOST_PAIRS) {
    return "(SELECT value ->> 0 AS column1, value ->> 1 AS column2 FROM json_each(?1))";
  }
  const pairs = Array.from(
    { length: count },
    (_, at) => `(?1 ->> '$[${at}][0]', ?1 ->> '$[${at}][1]')`,
  );
  return `(VALUES ${pairs.join(", ")})`;
}

/** Null for what is hidden, too; or, asked for what is hidden for these reasons, for anything else. */
export async function findItem(
  db: Db,
  userId: string,
  { connectionId, externalId }: { connectionId: string; externalId: string },
  hidden = 0,
): Promise<ItemRow | null> {
  const rows = await read(
    db.$client
      .prepare(
        `SELECT ${COLUMNS} FROM media_items i
         WHERE i.connection_id = ?1 AND i.external_id = ?2 AND i.user_id = ?3 AND i.hidden = ?4
           AND (?4 <> 0 OR i.parent_hidden = 0) AND ${STANDS}`,
      )
      .bind(connectionId, externalId, userId, hidden),
  );
  return rows[0] ?? null;
}

/**
 * Its connection is not being disconnected: deleting all of it may take a while. Nothing is compared
 * while nobody disconnects anything, which is nearly always.
 */
const DISCONNECTING = `SELECT a.id FROM media_accounts a INDEXED BY media_accounts_disconnecting
  WHERE a.status = 'disconnecting'`;
export const STANDS = `(NOT EXISTS (${DISCONNECTING}) OR i.connection_id NOT IN (${DISCONNECTING}))`;

/** Nothing that says the same on another platform is seen and newer. Twins lie within a day of each other. */
const IS_NEWEST_TWIN = `(i.twin IS NULL OR i.is_split OR NOT EXISTS (
  SELECT 1 FROM media_items t INDEXED BY media_items_same_text
  WHERE t.user_id = i.user_id AND t.same_text = i.same_text AND t.same_text IS NOT NULL
    AND t.id > i.id AND t.id < i.id + ${endKeyAt(90_000_000)} AND t.twin = i.twin AND t.is_split = 0
    AND t.parent IS NULL AND t.parent_hidden = 0 AND ${STANDS.replaceAll("i.", "t.")}))`;

export const COLUMNS = `i.id, i.connection_id, i.external_id, i.platform, i.kind, i.occurred_at, i.started_at,
  i.title, i.body, i.url, i.place_name, i.place_url, i.state, i.reference, i.is_private, i.figures,
  i.author, i.media, i.marks, i.language, i.edited_at, i.parent,
  i.holds_others, i.twin, i.is_split, i.pinned_at, i.note`;

const STANDING = `SELECT ${COLUMNS} FROM media_items i`;

const SELECT_HIDDEN = `SELECT ${COLUMNS} FROM media_items i INDEXED BY media_items_hidden_by_person
  WHERE i.user_id = ?1 AND i.hidden = ${HIDDEN.person} AND ${STANDS}`;

const storedRow = z
  .object({
    id: z.number(),
    connection_id: z.string(),
    external_id: z.string(),
    platform: z.string(),
    kind: z.string(),
    occurred_at: z.number(),
    started_at: z.number().nullable(),
    title: z.string(),
    body: z.string().nullable(),
    url: z.string().nullable(),
    place_name: z.string().nullable(),
    place_url: z.string().nullable(),
    state: z.string().nullable(),
    reference: z.string().nullable(),
    is_private: z.number(),
    figures: z.string(),
    author: z.string().nullable(),
    media: z.string(),
    marks: z.string(),
    language: z.string().nullable(),
    edited_at: z.number().nullable(),
    parent: z.string().nullable(),
    holds_others: z.number(),
    twin: z.string().nullable(),
    is_split: z.number(),
    pinned_at: z.number().nullable(),
    note: z.string().nullable(),
  })
  .transform((row): ItemRow => ({
    id: row.id,
    connectionId: row.connection_id,
    externalId: row.external_id,
    platform: row.platform,
    kind: row.kind,
    occurredAt: row.occurred_at,
    startedAt: row.started_at,
    title: row.title,
    body: row.body,
    url: row.url,
    placeName: row.place_name,
    placeUrl: row.place_url,
    state: row.state,
    reference: row.reference,
    isPrivate: row.is_private === 1,
    figures: parseFigures(row.figures),
    author: parseAuthor(row.author),
    media: parseMedia(row.media),
    marks: parseMarks(row.marks),
    language: row.language,
    editedAt: row.edited_at,
    parent: row.parent,
    holdsOthers: row.holds_others === 1,
    twin: row.twin,
    isSplit: row.is_split === 1,
    pinnedAt: row.pinned_at,
    note: row.note,
  }));

async function read(statement: D1PreparedStatement): Promise<ItemRow[]> {
  const { results } = await statement.all();
  return toItemRows(results);
}

/** Of rows that have all of `COLUMNS`. */
export function toItemRows(results: readonly unknown[]): ItemRow[] {
  return z.array(storedRow).parse(results);
}
