import type { Context } from "../../context.ts";
import {
  findActivityRange,
  findRunStart,
  listActivity,
  listPlaceActivity,
} from "../../store/activity.ts";
import type { CellFilter, PlaceCell, Range } from "../../store/activity.ts";
import type { Terms, View } from "../views/view.ts";
import { cellFilterOf } from "./cell-filter.ts";
import { countByDays, countByMonths, countTotals } from "./count-totals.ts";
import type { Counter, DayCell } from "./counts.ts";
import { firstDayOf, monthOf } from "./day-numbers.ts";
import { daysOf, itemsWithin, mergeCells } from "./month-cells.ts";
import { lengthOf } from "./parse-range.ts";
import { createSorting } from "./sort-cells.ts";
import type { Sorted } from "./sort-cells.ts";
import { sumBy } from "./sum-by.ts";
import { sumHours } from "./sum-hours.ts";
import { wholeMonths } from "./whole-months.ts";

/** So many cells of months are read; of somebody with more, days are counted by their own. */
const MOST_CELLS = 3000;
/** Of a longer range, the months that hold nothing are not asked for. */
const LONG_DAYS = 1000;
/** As far back as a run of days is followed. */
const LONGEST_RUN = 2000;

/**
 * Counts days by the cells that triggers keep, where `tellsApart`: a row per month, source, place and kind,
 * and no item. Where a person has too many places for that, a row per day, source and kind, and the places
 * of the newest months alone. All that is asked for lies in `whole`.
 */
export function countCells(
  ctx: Context,
  view: View,
  whole: Range,
  asked: readonly Terms[] = [],
): Counter {
  const { db } = ctx;
  const { id } = view.user;
  const sort = createSorting(view, asked);
  const filter = cellFilterOf(ctx, view, asked);
  let known: Promise<MonthCells> | null = null;
  const cellsOf = () => (known ??= readMonths(ctx, view, whole, { sort, filter }));

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
      const { cells: read, from } = await cellsOf();
      if (from > monthOf(range.from)) {
        const days = sort(await listActivity(db, id, range));
        const own = days.filter(({ isSeen }) => isSeen);
        return {
          cells: own,
          hours: sumHours(own.map(({ hours }) => hours)),
          unseen: unseenOf(days),
        };
      }
      const cells = read.filter((cell) => touches(cell, range));
      const days = mergeCells(cells).flatMap((cell) => daysOf(cell, range));
      const seen = cells.filter(({ isSeen }) => isSeen);
      const hours = await hoursOf(range, seen);
      return { cells: days.filter(({ isSeen }) => isSeen), hours, unseen: unseenOf(days) };
    },
    places: async (range) => {
      const { cells, from } = await cellsOf();
      const counts = cells
        .filter((cell) => cell.isSeen && touches(cell, range))
        .map((cell) => ({ ...cell, items: itemsWithin(cell, range) }))
        .filter(({ items }) => items > 0);
      return { counts, since: from > monthOf(range.from) ? firstDayOf(from) : null };
    },
    totals: async (range, by) => {
      // What was read for the days of a year holds those of the year before it, too.
      const read = known === null ? null : await known;
      if (read === null) return await countTotals(ctx, view, range, { by, sort, filter });
      if (read.from > monthOf(range.from)) return await countByDays(ctx, view, range, { by, sort });
      const cells = read.cells.filter((cell) => touches(cell, range));
      return countByMonths(cells, range, by);
    },
    runBefore: (day) => findRunStart(db, id, day, filter, LONGEST_RUN),
    isCounting: view.user.countKey !== null,
  };
}

interface MonthCells {
  readonly cells: readonly Sorted<PlaceCell>[];
  /** The first month that they have whole. */
  readonly from: number;
}

async function readMonths(
  { db }: Context,
  { user }: View,
  range: Range,
  { sort, filter }: { sort: ReturnType<typeof createSorting>; filter: CellFilter },
): Promise<MonthCells> {
  const held = lengthOf(range) > LONG_DAYS ? await findActivityRange(db, user.id) : range;
  const months = {
    from: monthOf(Math.max(range.from, held?.from ?? Infinity)),
    to: monthOf(Math.min(range.to, held?.to ?? -Infinity)),
  };
  const cells = await listPlaceActivity(db, user.id, months, filter, MOST_CELLS + 1);
  if (cells.length <= MOST_CELLS) return { cells: sort(cells), from: -Infinity };
  const from = Math.min(...cells.map(({ month }) => month)) + 1;
  return { cells: sort(cells.filter(({ month }) => month >= from)), from };
}

function touches({ month }: PlaceCell, { from, to }: Range): boolean {
  return month >= monthOf(from) && month <= monthOf(to);
}

function unseenOf(days: readonly (DayCell & { isSeen: boolean })[]): Map<number, number> {
  return sumBy(
    days.filter(({ isSeen }) => !isSeen),
    ({ day }) => day,
  );
}
