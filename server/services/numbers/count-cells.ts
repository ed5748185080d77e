import type { Context } from "../../context.ts";
import { listActivity, listPlaceActivity } from "../../store/activity.ts";
import type { PlaceCell, Range } from "../../store/activity.ts";
import type { Terms, View } from "../views/view.ts";
import type { Counter } from "./counts.ts";
import { firstDayOf, monthOf } from "./day-numbers.ts";
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

  return {
    days: async (range) => {
      const days = cells.flatMap((cell) => daysOf(cell, range));
      return {
        cells: days.filter(({ isSeen }) => isSeen),
        hours: await hoursOf(range),
        unseen: sumBy(
          days.filter(({ isSeen }) => !isSeen),
          ({ day }) => day,
        ),
      };
    },
    places: (range) => Promise.resolve(seen.flatMap((cell) => withinRange(cell, range))),
    totals: (range, by) =>
      Promise.resolve(
        by === "day"
          ? cells.flatMap((cell) => daysOf(cell, range)).map((one) => ({ ...one, at: one.day }))
          : cells
              .flatMap((cell) => withinRange(cell, range))
              .map((one) => ({ ...one, at: one.month })),
      ),
    isCounting: view.user.countKey !== null,
  };
}

/** What a month's cell has on each day of a range. */
function daysOf<Cell extends PlaceCell>(
  cell: Cell,
  { from, to }: Range,
): (Omit<Cell, "days" | "hours"> & { day: number })[] {
  const { days, hours: _hours, ...rest } = cell;
  const first = firstDayOf(cell.month);
  return days.flatMap((items, at) => {
    const day = first + at;
    return items === 0 || day < from || day > to ? [] : [{ ...rest, day, items }];
  });
}

function withinRange<Cell extends PlaceCell>(cell: Cell, { from, to }: Range): Cell[] {
  const first = firstDayOf(cell.month);
  if (from <= first && to >= first + 30) return [cell];
  const items = cell.days
    .slice(Math.max(0, from - first), Math.max(0, to - first + 1))
    .reduce((sum, one) => sum + one, 0);
  return items === 0 ? [] : [{ ...cell, items }];
}
