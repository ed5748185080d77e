import type { Range } from "../../store/activity.ts";

export interface Streaks {
  readonly current: Range | null;
  readonly longest: Range | null;
}

/**
 * Runs of days in a row, of days that have something, in order and within the range. The current one
 * reaches the range's last day, or today where the range goes on; a today that has nothing yet does not
 * end it. Of two of one length the later is the longest.
 */
export function streaksOf(days: readonly number[], range: Range, today: number): Streaks {
  const runs: { from: number; to: number }[] = [];
  for (const day of days) {
    const last = runs.at(-1);
    if (last?.to === day - 1) last.to = day;
    else runs.push({ from: day, to: day });
  }
  const longest = runs.reduce<Range | null>(
    (best, run) => (best !== null && best.to - best.from > run.to - run.from ? best : run),
    null,
  );
  const end = Math.min(range.to, today);
  const last = runs.findLast((run) => run.from <= end);
  const isCurrent = last !== undefined && last.to >= (end === today ? end - 1 : end);
  return {
    current: isCurrent ? { from: last.from, to: Math.min(last.to, end) } : null,
    longest,
  };
}
