import type { Context } from "../../context.ts";
import { listActivity, listPlaceActivity } from "../../store/activity.ts";
import type { PlaceCell, Range } from "../../store/activity.ts";
import type { Terms, View } from "../views/view.ts";
import { countTotals } from "./count-totals.ts";
import type { Counter } from "./counts.ts";
import { firstDayOf, monthOf } from "./day-numbers.ts";
import { daysOf, itemsWithin, mergeCells } from "./month-cells.ts";
import { lengthOf } from "./parse-range.ts";
import { createSorting } from "./sort-cells.ts";
import type { Sorted } from "./sort-cells.ts";
import { sumBy } from "./sum-by.ts";
import { sumHours } from "./sum-hours.ts";
import { wholeMonths } from "./whole-months.ts";

/**
 * Counts days by the cells that triggers keep, where `tellsApart`: a row per month, source, place and kind,
 * and no item.
 */
export function countCells(ctx: Context, view: View, asked: readonly Terms[] = []): Counter {
  const { db } = ctx;
  const { id } = view.user;
  const sort = createSorting(view, asked);
  const known = new Map<string, Promise<Sorted<PlaceCell>[]>>();
  /** Of all months that a range touches, for the few ranges that are asked for. */
  const cellsOf = (range: Range): Promise<Sorted<PlaceCell>[]> => {
    const months = { from: monthOf(range.from), to: monthOf(range.to) };
    const name = `${months.from} ${months.to}`;
    const cells = known.get(name) ?? listPlaceActivity(db, id, months).then((all) => sort(all));
    known.set(name, cells);
    return cells;
  };

  /** Hours are known of whole months; of a part of one the days that are fewer are looked at. */
  const hoursOfPart = async (part: Range, seen: readonly PlaceCell[]): Promise<number[]> => {
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

  const hoursOf = async (range: Range, seen: readonly PlaceCell[]): Promise<number[]> => {
    const { whole, parts } = wholeMonths(range);
    const inside = seen.filter(
      ({ month }) => whole !== null && month >= whole.from && month <= whole.to,
    );
    const others = await Promise.all(parts.map((part) => hoursOfPart(part, seen)));
    return sumHours([...inside.map(({ hours }) => hours), ...others]);
  };

  return {
    days: async (range) => {
      const cells = await cellsOf(range);
      const days = mergeCells(cells).flatMap((cell) => daysOf(cell, range));
      const seen = cells.filter(({ isSeen }) => isSeen);
      return {
        cells: days.filter(({ isSeen }) => isSeen),
        hours: await hoursOf(range, seen),
        unseen: sumBy(
          days.filter(({ isSeen }) => !isSeen),
          ({ day }) => day,
        ),
      };
    },
    places: async (range) =>
      (await cellsOf(range))
        .filter(({ isSeen }) => isSeen)
        .map((cell) => ({ ...cell, items: itemsWithin(cell, range) }))
        .filter(({ items }) => items > 0),
    totals: (range, by) => countTotals(ctx, view, range, { by, sort }),
    isCounting: view.user.countKey !== null,
  };
}
