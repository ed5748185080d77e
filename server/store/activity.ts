import * as z from "zod";
import type { Db } from "./db.ts";

/** How many items of one kind, and as open as each other, a connection has on a day. */
export interface ActivityCell {
  /** Days since 1970, by the zone that the person's items are counted in. */
  readonly day: number;
  readonly connectionId: string;
  readonly kind: string;
  readonly isPrivate: boolean;
  readonly items: number;
  /** 24 counts, by the hour of the day. */
  readonly hours: readonly number[];
}

/** The same for a month and a place, which is empty for what has none. */
export interface PlaceCell {
  /** Months since January 1970. */
  readonly month: number;
  readonly connectionId: string;
  readonly place: string;
  readonly kind: string;
  readonly isPrivate: boolean;
  readonly items: number;
  /** 31 counts, by the day of the month. */
  readonly days: readonly number[];
  /** 24 counts, by the hour of the day. */
  readonly hours: readonly number[];
}

/** A range of days or months; both of them are in it. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * The cells of a range of days that hold anything, oldest first. Connections that are being
 * disconnected have cells too, until they are gone: a view leaves them out.
 */
export async function listActivity(
  db: Db,
  userId: string,
  { from, to }: Range,
): Promise<ActivityCell[]> {
  const { results } = await db.$client
    .prepare(
      `SELECT day, connection_id, kind, is_private, items, hours FROM media_activity
       WHERE user_id = ?1 AND day BETWEEN ?2 AND ?3 AND items > 0
       ORDER BY day, connection_id, kind, is_private`,
    )
    .bind(userId, from, to)
    .all();
  return z.array(storedCell).parse(results);
}

/** What a cell of a day holds, without its hours. */
export type DayTotal = Omit<ActivityCell, "hours">;

/** The same cells, for all time perhaps: the hours would be most of what comes. */
export async function listDayTotals(
  db: Db,
  userId: string,
  { from, to }: Range,
): Promise<DayTotal[]> {
  const { results } = await db.$client
    .prepare(
      `SELECT day, connection_id AS connectionId, kind, is_private AS isPrivate, items FROM media_activity
       WHERE user_id = ?1 AND day BETWEEN ?2 AND ?3 AND items > 0`,
    )
    .bind(userId, from, to)
    .all<Omit<DayTotal, "isPrivate"> & { isPrivate: number }>();
  return results.map((row) => ({ ...row, isPrivate: row.isPrivate === 1 }));
}

/** Which cells are looked at. */
export interface CellFilter {
  readonly connectionIds: readonly string[];
  readonly isPublicOnly: boolean;
  /** Connection, kind and whether private. */
  readonly without: readonly (readonly [string, string, 0 | 1])[];
}

/** What a filter leaves of the cells `a`; it is bound as JSON. A list that is looked into counts as rows read. */
export const passes = (filter: string): string => `
  instr(${filter} ->> '$.connectionIds', json_quote(a.connection_id)) > 0
  AND (a.is_private = 0 OR NOT ${filter} ->> '$.isPublicOnly')
  AND instr(${filter} ->> '$.without', json_array(a.connection_id, a.kind, a.is_private)) = 0`;

/**
 * The cells of a range of months that hold anything, newest months first, and at most so many. It goes
 * through the months in the order that they are given, and to each connection straight.
 */
export async function listPlaceActivity(
  db: Db,
  userId: string,
  { from, to }: Range,
  filter: CellFilter,
  most = -1,
): Promise<PlaceCell[]> {
  const months = Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => to - at);
  const { results } = await db.$client
    .prepare(
      `SELECT a.month, a.connection_id, a.place, a.kind, a.is_private, a.items, a.spread
       FROM json_each(?2) m CROSS JOIN media_place_activity a
       WHERE a.user_id = ?1 AND a.month = m.value AND a.items > 0
         AND a.connection_id IN (SELECT value FROM json_each(?3, '$.connectionIds'))
         AND ${passes("?3")} LIMIT ?4`,
    )
    .bind(userId, JSON.stringify(months), JSON.stringify(filter), most)
    .all();
  return z.array(storedPlace).parse(results);
}

/** The first and the last day that hold anything; null where none does. */
export async function findActivityRange(db: Db, userId: string): Promise<Range | null> {
  const end = (order: string) =>
    `(SELECT day FROM media_activity WHERE user_id = ?1 AND items > 0 ORDER BY day ${order} LIMIT 1)`;
  const row = await db.$client
    .prepare(`SELECT ${end("")} AS first, ${end("DESC")} AS last`)
    .bind(userId)
    .first<{ first: number | null; last: number | null }>();
  return row === null || row.first === null || row.last === null
    ? null
    : { from: row.first, to: row.last };
}

/**
 * The first of the days in a row, up to the one before `day`, that have such cells; `day` where that one has
 * none. Looks at so many days, and at few cells of each.
 */
export async function findRunStart(
  db: Db,
  userId: string,
  day: number,
  filter: CellFilter,
  most: number,
): Promise<number> {
  const row = await db.$client
    .prepare(
      `WITH RECURSIVE run(day) AS (SELECT ?2 UNION ALL SELECT day - 1 FROM run
         WHERE day > ?2 - ?4 AND EXISTS (SELECT 1 FROM media_activity a
           WHERE a.user_id = ?1 AND a.day = run.day - 1 AND a.items > 0 AND ${passes("?3")}))
       SELECT min(day) AS first FROM run`,
    )
    .bind(userId, day, JSON.stringify(filter), most)
    .first<{ first: number }>();
  return row?.first ?? day;
}

const storedCell = z
  .object({
    day: z.number(),
    connection_id: z.string(),
    kind: z.string(),
    is_private: z.number(),
    items: z.number(),
    hours: z.string(),
  })
  .transform((row): ActivityCell => ({
    day: row.day,
    connectionId: row.connection_id,
    kind: row.kind,
    isPrivate: row.is_private === 1,
    items: row.items,
    hours: z.array(z.number()).parse(JSON.parse(row.hours)),
  }));

const counts = z.array(z.number());

const storedPlace = z
  .object({
    month: z.number(),
    connection_id: z.string(),
    place: z.string(),
    kind: z.string(),
    is_private: z.number(),
    items: z.number(),
    spread: z.string(),
  })
  .transform((row): PlaceCell => {
    const spread = counts.parse(JSON.parse(row.spread));
    return {
      month: row.month,
      connectionId: row.connection_id,
      place: row.place,
      kind: row.kind,
      isPrivate: row.is_private === 1,
      items: row.items,
      days: spread.slice(0, 31),
      hours: spread.slice(31),
    };
  });
