import type { PlaceCell, Range } from "../../store/activity.ts";
import type { DayCell } from "./counts.ts";
import { firstDayOf } from "./day-numbers.ts";
import type { Sorted } from "./sort-cells.ts";

/** What a view has of a platform and kind in a month, in all places together. */
export interface MonthCell {
  readonly month: number;
  readonly platform: string;
  readonly kind: string;
  readonly isSeen: boolean;
  readonly items: number;
  /** 31 counts, by the day of the month. */
  readonly days: readonly number[];
}

/** Puts places together: there may be many, and what is told of days does not name them. */
export function mergeCells(cells: readonly Sorted<PlaceCell>[]): MonthCell[] {
  const merged = new Map<string, MonthCell & { items: number; days: number[] }>();
  for (const { month, platform, kind, isSeen, items, days } of cells) {
    const name = `${month} ${platform} ${kind} ${isSeen}`;
    const sum = merged.get(name);
    if (sum === undefined) {
      merged.set(name, { month, platform, kind, isSeen, items, days: [...days] });
      continue;
    }
    sum.items += items;
    for (const [at, some] of days.entries()) sum.days[at] = (sum.days[at] ?? 0) + some;
  }
  return [...merged.values()];
}

/** What a month's cell has on each day of a range. */
export function daysOf(
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
export function itemsWithin(
  { month, items, days }: Pick<MonthCell, "month" | "items" | "days">,
  { from, to }: Range,
): number {
  const first = firstDayOf(month);
  if (from <= first && to >= first + 30) return items;
  return days
    .slice(Math.max(0, from - first), Math.max(0, to - first + 1))
    .reduce((sum, one) => sum + one, 0);
}
