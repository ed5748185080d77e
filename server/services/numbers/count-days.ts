import type { Context } from "../../context.ts";
import type { Range } from "../../store/activity.ts";
import { keysOf, listSpan } from "../../store/item-spans.ts";
import type { KeptDay } from "../../store/profile-counts.ts";
import { firstKeyAt } from "../../store/item-key.ts";
import { createZonedDays } from "../../time/zoned-days.ts";
import { findUser } from "../../store/users.ts";
import { createCandidates } from "../views/find-candidates.ts";
import type { Candidates } from "../views/find-candidates.ts";
import type { View } from "../views/view.ts";
import { fromDayNumber } from "./day-numbers.ts";
import { createTally } from "./tally-items.ts";

/** So many items one look counts; the days that it has begun it may finish with as many again. */
export const ITEMS_PER_LOOK = 2000;
const READ_SIZE = 1000;
/** Of days that do not follow each other each costs a query: what lies between the nearest is read too. */
const MOST_RUNS = 8;
/** A day of more items than that is read with larger steps. */
const LARGEST_READ = 10_000;

/**
 * Counts the items of some days of a view, newest first, until about `ITEMS_PER_LOOK` are read; those that
 * it did not come to are left out of its answer. Days that are known to be empty lie between as if wanted.
 * What the view leaves out is not read, so that it cannot decide how far one look comes.
 */
export async function countDays(
  ctx: Context,
  view: View,
  wanted: ReadonlySet<number>,
  empty: readonly number[],
): Promise<Map<number, Omit<KeptDay, "basis">>> {
  const days = createZonedDays(view.zone);
  const startOf = (day: number): number => days.startOf(fromDayNumber(day));
  const counted = new Map<number, Omit<KeptDay, "basis">>();
  const read = createRead(ctx, view);
  let left = ITEMS_PER_LOOK;
  const runs = toRuns([...wanted, ...empty]).filter((run) => holdsAny(run, wanted));
  for (const run of joinNearest(runs)) {
    if (left <= 0) break;
    const tally = createTally(view);
    const keys = keysOf({ from: startOf(run.from), to: days.endOf(fromDayNumber(run.to)) });
    let below = keys.to;
    let first = run.to + 1;
    for (let size = READ_SIZE; ; size = Math.min(size * 2, LARGEST_READ)) {
      const { rows, next } = await read({ from: keys.from, to: below }, size);
      tally.add(rows);
      left -= rows.length;
      if (next === null) {
        first = run.from;
        break;
      }
      below = next;
      // Days whose first key has been passed have been read whole.
      while (first > run.from && firstKeyAt(startOf(first - 1)) >= below) first -= 1;
      // At least one day is finished, or no look would ever come further.
      if (left <= 0 && holdsAny({ from: first, to: run.to }, wanted)) break;
    }
    for (let day = first; day <= run.to; day += 1) counted.set(day, tally.of(day));
  }
  return (await isTrusted(ctx, view)) ? counted : new Map();
}

/** Of what is counted though it is not shown, only the items themselves tell. */
function createRead(ctx: Context, view: View): (keys: Range, size: number) => Promise<Candidates> {
  if (view.profile?.countsPrivate !== true) {
    const candidates = createCandidates(ctx, view, []);
    return ({ from, to }, size) => candidates("below", to, size, { connectionId: null, end: from });
  }
  return async (keys, size) => {
    const rows = await listSpan(ctx.db, view.user.id, keys, size);
    return { rows, next: rows.length < size ? null : (rows.at(-1)?.id ?? null) };
  };
}

/** An index that was made anew meanwhile may not have held all: what is counted is kept for long. */
async function isTrusted(ctx: Context, { user }: View): Promise<boolean> {
  return user.searchKey !== null || (await findUser(ctx.db, user.id))?.searchKey === null;
}

/** Days in a row, the newest first. */
function toRuns(days: readonly number[]): Range[] {
  const runs: { from: number; to: number }[] = [];
  for (const day of days.toSorted((a, b) => b - a)) {
    const last = runs.at(-1);
    if (last?.from === day + 1) last.from = day;
    else runs.push({ from: day, to: day });
  }
  return runs;
}

/** No more than `MOST_RUNS`, by joining those that have the fewest days between them. */
function joinNearest(runs: readonly Range[]): Range[] {
  const gaps = runs
    .slice(1)
    .map(({ to }, at) => ({ at: at + 1, days: (runs[at]?.from ?? to) - to }));
  const widest = gaps.toSorted((a, b) => b.days - a.days).slice(0, MOST_RUNS - 1);
  const starts = [0, ...widest.map(({ at }) => at).toSorted((a, b) => a - b)];
  return starts.flatMap((start, at) => {
    const [newest, oldest] = [runs[start], runs[(starts[at + 1] ?? runs.length) - 1]];
    return newest && oldest ? [{ from: oldest.from, to: newest.to }] : [];
  });
}

function holdsAny({ from, to }: Range, days: ReadonlySet<number>): boolean {
  for (let day = from; day <= to; day += 1) if (days.has(day)) return true;
  return false;
}
