import * as z from "zod";
import { passes } from "./activity.ts";
import type { CellFilter, Range } from "./activity.ts";
import type { Db } from "./db.ts";

/** How often the cells of a month or a day have changed, and how many there are. */
export interface Basis {
  readonly cells: number;
  readonly versions: number;
}

/** Of a month no more cells are looked at than one more than so many. */
export const MOST_MONTH_CELLS = 150;

/** Of each month that has cells that a filter leaves; of one with more than `MOST_MONTH_CELLS` it is of some. */
export async function listMonthBases(
  db: Db,
  userId: string,
  filter: CellFilter,
  { from, to }: Range,
): Promise<Map<number, Basis>> {
  const months = Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
  const { results } = await db.$client
    .prepare(
      `SELECT m.value AS at, (SELECT json_array(count(*), sum(version)) FROM (
         SELECT a.version FROM media_place_activity a
         WHERE a.user_id = ?1 AND a.month = m.value
           AND a.connection_id IN (SELECT value FROM json_each(?3, '$.connectionIds'))
           AND ${passes("?3")} LIMIT ${MOST_MONTH_CELLS + 1})) AS basis
       FROM json_each(?2) m`,
    )
    .bind(userId, JSON.stringify(months), JSON.stringify(filter))
    .all<{ at: number; basis: string }>();
  const bases = results.map(({ at, basis }): [number, Basis] => {
    const [cells, versions] = monthBasis.parse(JSON.parse(basis));
    return [at, { cells, versions: versions ?? 0 }];
  });
  return new Map(bases.filter(([, { cells }]) => cells > 0));
}

/** What nothing was added up to is null. */
const monthBasis = z.tuple([z.number(), z.number().nullable()]);

/** Of each day that has cells that a filter leaves. */
export async function listDayBases(
  db: Db,
  userId: string,
  filter: CellFilter,
  { from, to }: Range,
): Promise<Map<number, Basis>> {
  const { results } = await db.$client
    .prepare(
      `SELECT a.day AS at, count(*) AS cells, sum(a.version) AS versions FROM media_activity a
       WHERE a.user_id = ?1 AND a.day BETWEEN ?2 AND ?3 AND ${passes("?4")} GROUP BY a.day`,
    )
    .bind(userId, from, to, JSON.stringify(filter))
    .all<Basis & { at: number }>();
  return new Map(results.map(({ at, cells, versions }) => [at, { cells, versions }]));
}

/** Of these days those that have anything, or have it so many days before or after. */
export async function listHeldDays(
  db: Db,
  userId: string,
  days: readonly number[],
  reach: number,
): Promise<number[]> {
  const { results } = await db.$client
    .prepare(
      `SELECT j.value AS day FROM json_each(?2) j WHERE EXISTS (SELECT 1 FROM media_activity a
         WHERE a.user_id = ?1 AND a.day BETWEEN j.value - ?3 AND j.value + ?3 AND a.items > 0)`,
    )
    .bind(userId, JSON.stringify(days), reach)
    .all<{ day: number }>();
  return results.map(({ day }) => day);
}
