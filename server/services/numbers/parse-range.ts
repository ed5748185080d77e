import { AppError } from "../../errors.ts";
import type { Range } from "../../store/activity.ts";
import { toDayNumber } from "./day-numbers.ts";

/** A leap year, whole. */
export const MOST_DAYS = 366;

/** Days as the wire has them, as numbers; a range that nobody can be answered for is refused. */
export function parseRange({ after, before }: { after: string; before: string }): Range {
  const range = { from: toDayNumber(after), to: toDayNumber(before) };
  if (range.from > range.to) {
    throw new AppError("INVALID", `The range ends on ${before}, before it begins on ${after}.`, {
      field: "before",
    });
  }
  if (lengthOf(range) > MOST_DAYS) {
    throw new AppError(
      "INVALID",
      `A range has at most ${MOST_DAYS} days, and this one has ${lengthOf(range).toLocaleString("en")}. Ask for a year at a time.`,
      { field: "after" },
    );
  }
  return range;
}

export function lengthOf({ from, to }: Range): number {
  return to - from + 1;
}
