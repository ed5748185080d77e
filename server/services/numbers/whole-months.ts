import type { Range } from "../../store/activity.ts";
import { firstDayOf, monthOf } from "./day-numbers.ts";

/** The months that a range of days holds whole, and what is left of it at its ends, in days. */
export function wholeMonths({ from, to }: Range): { whole: Range | null; parts: Range[] } {
  const first = firstDayOf(monthOf(from)) === from ? monthOf(from) : monthOf(from) + 1;
  const last = firstDayOf(monthOf(to) + 1) - 1 === to ? monthOf(to) : monthOf(to) - 1;
  if (first > last) {
    const middle = firstDayOf(monthOf(to));
    const parts =
      middle > from && middle <= to
        ? [
            { from, to: middle - 1 },
            { from: middle, to },
          ]
        : [{ from, to }];
    return { whole: null, parts };
  }
  const parts = [
    { from, to: firstDayOf(first) - 1 },
    { from: firstDayOf(last + 1), to },
  ].filter((part) => part.from <= part.to);
  return { whole: { from: first, to: last }, parts };
}
