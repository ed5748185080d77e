import type { Db } from "./db.ts";
import { MAX_KEY } from "./item-key.ts";
import { COLUMNS, STANDS, toItemRows } from "./items.ts";
import type { ItemRow } from "./items.ts";

/** What a look into the index found. */
export interface Found {
  /** Those that are seen; fewer than were looked at, where some are hidden. */
  readonly rows: ItemRow[];
  /** The last key that was looked at; null where nothing is left to look at. */
  readonly next: number | null;
}

/**
 * What the index has for an expression (`toExpression`) below a key, newest first, down to `end`. Looks at
 * `limit` of it, and reads each of its rows: the index narrows, the row says whose it is and whether it is
 * seen.
 */
export async function listFoundBelow(
  db: Db,
  userId: string,
  expression: string,
  key: number,
  limit: number,
  end = 0,
): Promise<Found> {
  return await look(db, LOOK_BELOW, [userId, expression, key, limit, end]);
}

/** The same above a key, oldest first, up to `end`. */
export async function listFoundAbove(
  db: Db,
  userId: string,
  expression: string,
  key: number,
  limit: number,
  end = MAX_KEY,
): Promise<Found> {
  return await look(db, LOOK_ABOVE, [userId, expression, key, limit, end]);
}

/** Of these keys, those that the index has for an expression. */
export async function listFoundAmong(
  db: Db,
  expression: string,
  keys: readonly number[],
): Promise<Set<number>> {
  if (keys.length === 0) return new Set();
  const { results } = await db.$client
    .prepare(AMONG)
    .bind(expression, JSON.stringify(keys))
    .all<{ found: number }>();
  return new Set(results.map(({ found }) => found));
}

const AMONG = `
  SELECT s.rowid AS found FROM json_each(?2) j CROSS JOIN media_search s
  WHERE s.rowid = CAST(j.value AS INTEGER) AND s.media_search MATCH ?1`;

/** The index is not there, or broken: whoever asked it does without. */
export function isIndexFailure(error: unknown): boolean {
  for (let one = error; one instanceof Error; one = one.cause) {
    if (/media_search|vtable|fts5|image is malformed/i.test(one.message)) return true;
  }
  return false;
}

async function look(
  db: Db,
  sql: string,
  values: readonly [userId: string, expression: string, key: number, limit: number, end: number],
): Promise<Found> {
  const { results } = await db.$client
    .prepare(sql)
    .bind(...values)
    .all<{ found: number; id: number | null }>();
  const last = results.length < values[3] ? undefined : results.at(-1);
  return {
    rows: toItemRows(results.filter(({ id }) => id !== null)),
    next: last?.found ?? null,
  };
}

/**
 * Bounded inside, so that what is hidden cannot make it long; the order of the inner is that of the outer.
 * The index goes straight to a key, and stops at one, only where that is an integer; what is bound is not.
 */
const toLook = (comparison: "<" | ">", order: "DESC" | "ASC"): string => `
  SELECT f.found, ${COLUMNS}
  FROM (SELECT rowid AS found FROM media_search
    WHERE media_search MATCH ?2 AND rowid ${comparison} CAST(?3 AS INTEGER)
      AND rowid ${comparison === "<" ? ">=" : "<="} CAST(?5 AS INTEGER)
    ORDER BY rowid ${order} LIMIT ?4) f
  LEFT JOIN media_items i ON i.id = f.found AND i.user_id = ?1
    AND i.hidden = 0 AND i.parent_hidden = 0 AND ${STANDS}
  ORDER BY f.found ${order}`;

const LOOK_BELOW = toLook("<", "DESC");
const LOOK_ABOVE = toLook(">", "ASC");
