import type { Range } from "../../store/activity.ts";

export interface Streaks {
  readonly current: Range | null;
  readonly longest: Range | null;
}

/**
 * Runs of days in a row, of days that have something, in order and within the range; one that goes on from
 * before it, where it began on `begun`, counts whole. The current one reaches the range's last day, or today
 * where the range goes on; a today that has nothing yet does not end it. Of two of one length the later is
 * the longest.
 */
export function streaksOf(
  days: readonly number[],
  range: Range,
  today: number,
  begun = range.from,
): Streaks {
  const runs = begun < range.from ? [{ from: begun, to: range.from - 1 }] : [];
  for (const day of days) {
    const last = runs.at(-1);
    if (last?.to === day - 1) last.to = day;
    else runs.push({ from: day, to: day });
  }
  const end = Math.min(range.to, today);
  const last = runs.findLast((run) => run.from <= end);
  const isCurrent =
    last !== undefined && end >= range.from && last.to >= (end === today ? end - 1 : end);
  const longest = runs
    .filter((run) => run.to >= range.from || (isCurrent && run === last))
    .reduce<Range | null>(
      (best, run) => (best !== null && best.to - best.from > run.to - run.from ? best : run),
      null,
    );
  return {
    current: isCurrent ? { from: last.from, to: Math.min(last.to, end) } : null,
    longest,
  };
}
