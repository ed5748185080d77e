import type { PlaceCell } from "../../store/activity.ts";
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
