import type { Context } from "../../context.ts";
import { findActivityRange, listDayTotals, listPlaceActivity } from "../../store/activity.ts";
import type { CellFilter, PlaceCell, Range } from "../../store/activity.ts";
import type { View } from "../views/view.ts";
import type { Total } from "./counts.ts";
import { monthOf } from "./day-numbers.ts";
import { daysOf, itemsWithin, mergeCells } from "./month-cells.ts";
import { lengthOf } from "./parse-range.ts";
import type { createSorting, Sorted } from "./sort-cells.ts";

/** Whose months have more places than this a day is counted by days, which know of no place. */
const MOST_PLACES_A_DAY = 12;

interface Counting {
  readonly by: "day" | "month";
  readonly sort: ReturnType<typeof createSorting>;
  readonly filter: CellFilter;
}

/**
 * What each day or month of a range has, of all time perhaps. It is read from months, which is least for
 * nearly everybody; where months have too many places, from days: so it grows with these, and never with items.
 */
export async function countTotals(
  ctx: Context,
  { user }: View,
  range: Range,
  { by, sort, filter }: Counting,
): Promise<Totals> {
  const held = await findActivityRange(ctx.db, user.id);
  const from = Math.max(range.from, held?.from ?? Infinity);
  const to = Math.min(range.to, held?.to ?? -Infinity);
  if (from > to) return [];
  const within = { from, to };
  const months = { from: monthOf(from), to: monthOf(to) };
  const most = lengthOf(within) * MOST_PLACES_A_DAY;
  const cells = await listPlaceActivity(ctx.db, user.id, months, filter, most + 1);
  return cells.length > most
    ? await countByDays(ctx, { user }, within, { by, sort })
    : countByMonths(sort(cells), within, by);
}

type Totals = (Total & { at: number })[];

/** By days, which know of no place. */
export async function countByDays(
  ctx: Context,
  { user }: Pick<View, "user">,
  range: Range,
  { by, sort }: Omit<Counting, "filter">,
): Promise<Totals> {
  const days = sort(await listDayTotals(ctx.db, user.id, range));
  return days.map((one) => ({ ...one, at: by === "day" ? one.day : monthOf(one.day) }));
}

/** By the cells of the months that the range touches. */
export function countByMonths(
  cells: readonly Sorted<PlaceCell>[],
  range: Range,
  by: Counting["by"],
): Totals {
  const merged = mergeCells(cells);
  return by === "day"
    ? merged.flatMap((cell) => daysOf(cell, range)).map((one) => ({ ...one, at: one.day }))
    : merged
        .map((cell) => ({ ...cell, at: cell.month, items: itemsWithin(cell, range) }))
        .filter(({ items }) => items > 0);
}
