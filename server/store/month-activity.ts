import { passes } from "./activity.ts";
import type { CellFilter, Range } from "./activity.ts";
import type { Db } from "./db.ts";

/** How often the cells of a month or a day have changed, and how many there are. */
export interface Basis {
  readonly cells: number;
  readonly versions: number;
}

/** Of each month that has cells that a filter leaves. */
export async function listMonthBases(
  db: Db,
  userId: string,
  filter: CellFilter,
  { from, to }: Range,
): Promise<Map<number, Basis>> {
  return await listBases(db, "month", "media_place_activity", [userId, from, to, filter]);
}

/** Of each day that has cells that a filter leaves. */
export async function listDayBases(
  db: Db,
  userId: string,
  filter: CellFilter,
  { from, to }: Range,
): Promise<Map<number, Basis>> {
  return await listBases(db, "day", "media_activity", [userId, from, to, filter]);
}

async function listBases(
  db: Db,
  unit: "month" | "day",
  table: string,
  [userId, from, to, filter]: [string, number, number, CellFilter],
): Promise<Map<number, Basis>> {
  const { results } = await db.$client
    .prepare(
      `SELECT ${unit} AS at, count(*) AS cells, sum(version) AS versions FROM ${table} a
       WHERE user_id = ?1 AND ${unit} BETWEEN ?2 AND ?3
         AND ${passes("?4")} GROUP BY ${unit}`,
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
