import { countOf, formatCount } from "./numbers.ts";
import { addDays, plainDate, weekdayOf } from "./plain-days.ts";

export interface HeatCell {
  readonly day: string;
  readonly items: number;
  /** 1 to 54, from the week of 1 January. */
  readonly week: number;
  /** 1 to 7, from Monday. */
  readonly weekday: number;
  /** 0 for nothing, then by quarters of the days that have something. */
  readonly level: number;
}

type DayCount = { readonly day: string; readonly items: number };

/** Every day of a year, in its place. */
export function toHeatMap(year: number, days: readonly DayCount[]): HeatCell[] {
  const counts = new Map(days.map(({ day, items }) => [day, items]));
  const sorted = days.map(({ items }) => items).sort((a, b) => a - b);
  const first = `${year}-01-01`;
  const offset = weekdayOf(first) - 1;
  const cells: HeatCell[] = [];
  for (let day = first, at = 0; day.startsWith(`${year}-`); day = addDays(day, 1), at += 1) {
    const items = counts.get(day) ?? 0;
    cells.push({
      day,
      items,
      week: Math.floor((at + offset) / 7) + 1,
      weekday: weekdayOf(day),
      level: items === 0 ? 0 : levelOf(items, sorted),
    });
  }
  return cells;
}

function levelOf(items: number, sorted: readonly number[]): number {
  const atMost = sorted.findLastIndex((each) => each <= items) + 1;
  return Math.max(1, Math.ceil((atMost / sorted.length) * 4));
}

export interface MonthWords {
  readonly name: string;
  /** The week it begins in. */
  readonly week: number;
  /** `320 items on 14 days, most on 12 May: 40.` */
  readonly sentence: string;
}

/** Each month in words, for those who do not see the map, and where its name stands. */
export function toMonths(cells: readonly HeatCell[]): MonthWords[] {
  const months = Map.groupBy(cells, ({ day }) => day.slice(0, 7));
  return [...months].map(([month, own]) => {
    const active = own.filter(({ items }) => items > 0);
    const items = active.reduce((sum, each) => sum + each.items, 0);
    const busiest = active.toSorted((a, b) => b.items - a.items)[0];
    const most = busiest
      ? `, most on ${plainDate(busiest.day)}: ${formatCount(busiest.items)}`
      : "";
    return {
      name: plainDate(`${month}-01`, { month: "long" }),
      week: own[0]?.week ?? 1,
      sentence: busiest
        ? `${countOf(items, "item", "items")} on ${countOf(active.length, "day", "days")}${most}.`
        : "nothing.",
    };
  });
}
