import type { Context } from "../../context.ts";
import { listActivity, listPlaceActivity } from "../../store/activity.ts";
import type { Range } from "../../store/activity.ts";
import { countSpan } from "../../store/item-spans.ts";
import { listMonthTotals } from "../../store/month-activity.ts";
import { createZonedDays } from "../timeline/zoned-day.ts";
import type { Terms, View } from "../views/view.ts";
import type { Counter, PlaceCount } from "./counts.ts";
import { firstDayOf, fromDayNumber, monthOf } from "./day-numbers.ts";
import { createSorting } from "./sort-cells.ts";
import type { Cell } from "./sort-cells.ts";
import { sumBy } from "./sum-by.ts";
import { wholeMonths } from "./whole-months.ts";

/** Counts by the cells that triggers keep, where `tellsApart`; of items it reads no more than half a month's twice. */
export function countCells(ctx: Context, view: View, asked: readonly Terms[] = []): Counter {
  const { db } = ctx;
  const { id } = view.user;
  const sort = createSorting(view, asked);
  const seen = <Row extends Cell>(cells: readonly Row[]) =>
    sort(cells).filter(({ isSeen }) => isSeen);

  /** What items of some days say of their places. */
  const placesOf = async ({ from, to }: Range): Promise<PlaceCount[]> => {
    const days = createZonedDays(view.zone);
    const span = { from: days.startOf(fromDayNumber(from)), to: days.endOf(fromDayNumber(to)) };
    return seen(await countSpan(db, id, span, { from: from * 24, to: to * 24 + 23 }));
  };

  /** The part of a month that lies in a range: counted, or all of the month but what lies outside. */
  const placesWithin = async (
    month: number,
    part: Range,
    whole: readonly PlaceCount[],
  ): Promise<PlaceCount[]> => {
    const first = firstDayOf(month);
    const last = firstDayOf(month + 1) - 1;
    const outside = [
      { from: first, to: part.from - 1 },
      { from: part.to + 1, to: last },
    ].filter(({ from, to }) => from <= to);
    const items = sum(await listActivity(db, id, part));
    const others = await Promise.all(outside.map((range) => listActivity(db, id, range)));
    if (sum(others.flat()) > items) return await placesOf(part);
    const away = await Promise.all(
      outside.filter((_, at) => sum(others[at] ?? []) > 0).map(placesOf),
    );
    return [...whole, ...away.flat().map((one) => ({ ...one, items: -one.items }))];
  };

  return {
    days: async (range) => {
      const cells = sort(await listActivity(db, id, range));
      return {
        cells: cells.filter(({ isSeen }) => isSeen),
        unseen: sumBy(
          cells.filter(({ isSeen }) => !isSeen),
          ({ day }) => day,
        ),
      };
    },
    places: async (range) => {
      const months = { from: monthOf(range.from), to: monthOf(range.to) };
      const cells = seen(await listPlaceActivity(db, id, months));
      const { whole, parts } = wholeMonths(range);
      const within = await Promise.all(
        parts.map((part) => {
          const month = monthOf(part.from);
          return placesWithin(
            month,
            part,
            cells.filter((cell) => cell.month === month),
          );
        }),
      );
      const kept = cells.filter(
        ({ month }) => whole !== null && month >= whole.from && month <= whole.to,
      );
      return [...kept, ...within.flat()];
    },
    totals: async (range, by) => {
      if (by === "day") {
        return sort(await listActivity(db, id, range)).map((cell) => ({ ...cell, at: cell.day }));
      }
      const { whole, parts } = wholeMonths(range);
      const months = whole === null ? [] : sort(await listMonthTotals(db, id, whole));
      const days = await Promise.all(parts.map((part) => listActivity(db, id, part)));
      return [
        ...months.map((total) => ({ ...total, at: total.month })),
        ...sort(days.flat()).map((cell) => ({ ...cell, at: monthOf(cell.day) })),
      ];
    },
    isCounting: view.user.countKey !== null,
  };
}

function sum(cells: readonly { items: number }[]): number {
  return cells.reduce((total, { items }) => total + items, 0);
}
