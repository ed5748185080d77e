import type { Context } from "../../context.ts";
import { findActivityRange } from "../../store/activity.ts";
import type { CellFilter, Range } from "../../store/activity.ts";
import { addCountingProfile } from "../../store/counting-profiles.ts";
import { listDayBases } from "../../store/month-activity.ts";
import { listProfileCounts, putProfileCounts } from "../../store/profile-counts.ts";
import type { KeptDay, KeptMonth } from "../../store/profile-counts.ts";
import type { View } from "../views/view.ts";
import { cellFilterOf } from "./cell-filter.ts";
import { countDays } from "./count-days.ts";
import { firstDayOf, monthOf } from "./day-numbers.ts";
import { readMonthBases } from "./read-month-bases.ts";
import { basisAt, definitionOf, reachOf } from "./profile-basis.ts";

/** The counts of a profile's days, as far as they are made. */
export interface ProfileCounts {
  readonly days: ReadonlyMap<number, KeptDay>;
  /** Some of the days that were asked for are not counted yet. */
  readonly isCounting: boolean;
}

/** Months that one look goes through day by day. */
const MONTHS_PER_LOOK = 12;

/**
 * The counts of a profile whose filter, or zone, `media_activity` cannot tell apart: they are made once
 * and kept, a row per month. A month is right while the owner's cells of its time are what they were
 * before it was counted; of one that is not, the days that have changed are counted again. Cells of what is outside for certain, as
 * what is private at its source, are not looked at: what changes there is counted by nobody.
 */
export async function readProfileCounts(
  ctx: Context,
  view: View,
  profileId: string,
  range: Range,
): Promise<ProfileCounts> {
  const { db } = ctx;
  const userId = view.user.id;
  const reach = reachOf(view);
  const held = await findActivityRange(db, userId);
  const from = Math.max(range.from, (held?.from ?? Infinity) - reach);
  const to = Math.min(range.to, (held?.to ?? -Infinity) + reach);
  if (from > to) return { days: new Map(), isCounting: view.user.countKey !== null };

  const months = { from: monthOf(from), to: monthOf(to) };
  const monthReach = Math.min(reach, 1);
  const filter = cellFilterOf(ctx, view);
  const around = { from: months.from - monthReach, to: months.to + monthReach };
  // Before the counts, and these before the items: what changes meanwhile is counted again.
  const bases = await readMonthBases(db, userId, filter, around);
  const of = definitionOf(view);
  const kept = new Map(
    (await listProfileCounts(db, profileId, months))
      .filter((one) => one.of === of)
      .map((one) => [one.month, one]),
  );
  const stale: KeptMonth[] = [];
  for (let month = months.to; month >= months.from; month -= 1) {
    const basis = basisAt(bases, month, monthReach);
    if ((kept.get(month)?.basis ?? "") !== basis) {
      stale.push({ month, basis, of, days: kept.get(month)?.days ?? {} });
    }
  }
  // While his items are being counted by another zone, every cell of them changes.
  const made = view.user.countKey === null ? await makeMonths(ctx, view, filter, stale) : [];
  await putProfileCounts(db, profileId, made);
  for (const month of made) kept.set(month.month, month);
  const isRight = made.filter(({ basis }) => basis !== UNFINISHED).length === stale.length;
  if (!isRight) await addCountingProfile(db, { userId, profileId }, ctx.now());

  const days = new Map<number, KeptDay>();
  for (const one of kept.values()) {
    for (const [day, counts] of Object.entries(one.days)) {
      if (Number(day) >= range.from && Number(day) <= range.to) days.set(Number(day), counts);
    }
  }
  return { days, isCounting: view.user.countKey !== null || !isRight };
}

/** No cells say this. */
const UNFINISHED = "unfinished";

/** Those of these months that one look comes to, the newest first, with the days that have changed counted again. */
async function makeMonths(
  ctx: Context,
  view: View,
  filter: CellFilter,
  stale: readonly KeptMonth[],
): Promise<KeptMonth[]> {
  const some = stale.slice(0, MONTHS_PER_LOOK);
  const [newest, oldest] = [some[0], some.at(-1)];
  if (newest === undefined || oldest === undefined) return [];
  const reach = reachOf(view);
  const bases = await listDayBases(ctx.db, view.user.id, filter, {
    from: firstDayOf(oldest.month) - reach,
    to: firstDayOf(newest.month + 1) - 1 + reach,
  });
  const drafts = some.map((month) => {
    const wanted = new Map(daysOf(month.month).map((day) => [day, basisAt(bases, day, reach)]));
    const empty = daysOf(month.month).filter((day) => wanted.get(day) === "");
    const right = Object.entries(month.days).filter(
      ([day, { basis }]) => wanted.get(Number(day)) === basis,
    );
    for (const day of [...empty, ...right.map(([name]) => Number(name))]) wanted.delete(day);
    return { month, right, wanted, empty };
  });
  const counted = await countDays(
    ctx,
    view,
    new Set(drafts.flatMap(({ wanted }) => [...wanted.keys()])),
    drafts.flatMap(({ empty }) => empty),
  );
  return drafts.flatMap(({ month, right, wanted }) => {
    const fresh = [...wanted].flatMap(([day, basis]) => {
      const counts = counted.get(day);
      return counts === undefined ? [] : [[String(day), { basis, ...counts }] as const];
    });
    const isWhole = fresh.length === wanted.size;
    if (!isWhole && fresh.length === 0) return [];
    const days = Object.fromEntries([...right, ...fresh]);
    return [{ ...month, basis: isWhole ? month.basis : UNFINISHED, days }];
  });
}

function daysOf(month: number): number[] {
  const first = firstDayOf(month);
  return Array.from({ length: firstDayOf(month + 1) - first }, (_, at) => first + at);
}
