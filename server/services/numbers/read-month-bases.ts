import type { Db } from "../../store/db.ts";
import type { CellFilter, Range } from "../../store/activity.ts";
import { listDayBases, listMonthBases, MOST_MONTH_CELLS } from "../../store/month-activity.ts";
import type { Basis } from "../../store/month-activity.ts";
import { firstDayOf, monthOf } from "./day-numbers.ts";

/**
 * How often each month's cells have changed: by those of its places, or by those of its days where it has
 * too many places. Every change of an item is one in both.
 */
export async function readMonthBases(
  db: Db,
  userId: string,
  filter: CellFilter,
  range: Range,
): Promise<Map<number, Basis>> {
  const bases = await listMonthBases(db, userId, filter, range);
  const crowded = [...bases].flatMap(([at, { cells }]) => (cells > MOST_MONTH_CELLS ? [at] : []));
  if (crowded.length === 0) return bases;
  const days = await listDayBases(db, userId, filter, {
    from: firstDayOf(Math.min(...crowded)),
    to: firstDayOf(Math.max(...crowded) + 1) - 1,
  });
  for (const at of crowded) bases.set(at, { cells: 0, versions: 0 });
  for (const [day, { cells, versions }] of days) {
    const at = monthOf(day);
    if (!crowded.includes(at)) continue;
    const sum = bases.get(at) ?? { cells: 0, versions: 0 };
    bases.set(at, { cells: sum.cells + cells, versions: sum.versions + versions });
  }
  return bases;
}
