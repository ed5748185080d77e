import { AppError } from "../../errors.ts";
import type { Range } from "../../store/activity.ts";
import { toDayNumber } from "./day-numbers.ts";

/** A leap year, whole. */
export const MOST_DAYS = 366;

/** Days as the wire has them, as numbers; a range that nobody can be answered for is refused. */
export function parseRange(
  { after, before }: { after: string; before: string },
  most = MOST_DAYS,
): Range {
  const range = { from: toDayNumber(after), to: toDayNumber(before) };
  if (range.from > range.to) throw endsBefore(after, before);
  if (after < FIRST_ASKED) {
    throw new AppError("INVALID", `A range begins on ${FIRST_ASKED} at the earliest.`, {
      field: "after",
    });
  }
  if (lengthOf(range) > most) {
    throw new AppError(
      "INVALID",
      `A range has at most ${most} days, and this one has ${lengthOf(range).toLocaleString("en")}. Ask for a year at a time.`,
      { field: "after" },
    );
  }
  return range;
}

/** Of all that there is where an end is left open. */
export function parseDays(days: {
  after?: string | undefined;
  before?: string | undefined;
}): Range {
  const { after, before } = days;
  const range = {
    from: after === undefined ? ALL_DAYS.from : toDayNumber(after),
    to: before === undefined ? ALL_DAYS.to : toDayNumber(before),
  };
  if (range.from > range.to) throw endsBefore(after ?? "", before ?? "");
  return range;
}

/** Nobody asks for what was before computers; the range before it would have no name. */
const FIRST_ASKED = "1900-01-01";

/** All that a day can be written as. */
export const ALL_DAYS: Range = {
  from: toDayNumber("0000-01-01"),
  to: toDayNumber("9999-12-31"),
};

function endsBefore(after: string, before: string): AppError {
  return new AppError("INVALID", `The range ends on ${before}, before it begins on ${after}.`, {
    field: "before",
  });
}

export function lengthOf({ from, to }: Range): number {
  return to - from + 1;
}
