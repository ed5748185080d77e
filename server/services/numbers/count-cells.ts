import type { Context } from "../../context.ts";
import { listActivity, listPlaceActivity } from "../../store/activity.ts";
import type { Range } from "../../store/activity.ts";
import type { Terms, View } from "../views/view.ts";
import type { Counter, DayCell } from "./counts.ts";
import { firstDayOf, monthOf } from "./day-numbers.ts";
import { mergeCells } from "./merge-cells.ts";
import type { MonthCell } from "./merge-cells.ts";
import { createSorting } from "./sort-cells.ts";
import { sumBy } from "./sum-by.ts";
import { sumHours } from "./sum-hours.ts";
import { lengthOf } from "./parse-range.ts";
import { wholeMonths } from "./whole-months.ts";

/**
 * Counts the days of a range, or of a part of it, by the cells that triggers keep, where `tellsApart`: a
 * row per month, source, place and kind, and no item.
 */
export async function countCells(
  ctx: Context,
  view: View,
  all: Range,
  asked: readonly Terms[] = [],
): Promise<Counter> {
  const { db } = ctx;
  const { id } = view.user;
  const sort = createSorting(view, asked);
  const months = { from: monthOf(all.from), to: monthOf(all.to) };
  const cells = sort(await listPlaceActivity(db, id, months));
  const seen = cells.filter(({ isSeen }) => isSeen);

  /** Hours are known of whole months; of a part of one the days that are fewer are looked at. */
  const hoursOfPart = async (part: Range): Promise<number[]> => {
    const month = monthOf(part.from);
    const outside = [
      { from: firstDayOf(month), to: part.from - 1 },
      { from: part.to + 1, to: firstDayOf(month + 1) - 1 },
    ].filter((range) => range.from <= range.to);
    const isMost = outside.reduce((days, range) => days + lengthOf(range), 0) < lengthOf(part);
    const read = await Promise.all(
      (isMost ? outside : [part]).map((range) => listActivity(db, id, range)),
    );
    const some = sort(read.flat()).filter(({ isSeen }) => isSeen);
    const hours = sumHours(some.map((cell) => cell.hours));
    if (!isMost) return hours;
    const whole = seen.filter((cell) => cell.month === month).map((cell) => cell.hours);
    return sumHours([...whole, hours.map((items) => -items)]);
  };

  const hoursOf = async (range: Range): Promise<number[]> => {
    const { whole, parts } = wholeMonths(range);
    const inside = seen.filter(
      ({ month }) => whole !== null && month >= whole.from && month <= whole.to,
    );
    const others = await Promise.all(parts.map(hoursOfPart));
    return sumHours([...inside.map(({ hours }) => hours), ...others]);
  };

  // All of a person's days may be asked for, and there may be many places: none of those is told by day.
  const merged = mergeCells(cells);
  return {
    days: async (range) => {
      const days = merged.flatMap((cell) => daysOf(cell, range));
      return {
        cells: days.filter(({ isSeen }) => isSeen),
        hours: await hoursOf(range),
        unseen: sumBy(
          days.filter(({ isSeen }) => !isSeen),
          ({ day }) => day,
        ),
      };
    },
    places: (range) =>
      Promise.resolve(
        seen.map((cell) => ({ ...cell, items: itemsWithin(cell, range) })).filter(hasAny),
      ),
    totals: (range, by) =>
      Promise.resolve(
        by === "day"
          ? merged.flatMap((cell) => daysOf(cell, range)).map((one) => ({ ...one, at: one.day }))
          : merged
              .map((cell) => ({ ...cell, at: cell.month, items: itemsWithin(cell, range) }))
              .filter(hasAny),
      ),
    isCounting: view.user.countKey !== null,
  };
}

/** What a month's cell has on each day of a range. */
function daysOf(
  { month, platform, kind, isSeen, days }: MonthCell,
  { from, to }: Range,
): (DayCell & Pick<MonthCell, "isSeen">)[] {
  const first = firstDayOf(month);
  return days.flatMap((items, at) => {
    const day = first + at;
    return items === 0 || day < from || day > to ? [] : [{ day, platform, kind, isSeen, items }];
  });
}

/** How many of a month's items lie in a range of days. */
function itemsWithin(
  { month, items, days }: Pick<MonthCell, "month" | "items" | "days">,
  { from, to }: Range,
): number {
  const first = firstDayOf(month);
  if (from <= first && to >= first + 30) return items;
  return days
    .slice(Math.max(0, from - first), Math.max(0, to - first + 1))
    .reduce((sum, one) => sum + one, 0);
}

function hasAny({ items }: { readonly items: number }): boolean {
  return items !== 0;
}
