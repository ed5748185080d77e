import type * as z from "zod";
import type { Stats, statsInput } from "../../../shared/timeline.ts";
import type { Context } from "../../context.ts";
import { toFreshness } from "../timeline/freshness.ts";
import { createZonedDays } from "../../time/zoned-days.ts";
import type { Asker } from "../views/resolve-view.ts";
import { resolveView } from "../views/resolve-view.ts";
import { createCounter } from "./create-counter.ts";
import type { Range } from "../../store/activity.ts";
import type { DayCounts } from "./counts.ts";
import { firstDayOf, fromDayNumber, monthOf, toDayNumber } from "./day-numbers.ts";
import { lengthOf, MOST_DAYS, parseRange } from "./parse-range.ts";
import { toShares, toStats } from "./to-stats.ts";

/** The numbers of a range of days, all from exact counts, and those of as many days before it. */
export async function getStats(
  ctx: Context,
  asker: Asker,
  input: z.infer<typeof statsInput>,
): Promise<Stats> {
  const view = await resolveView(ctx, asker, input.of);
  const range = parseRange(input);
  const before = rangeBefore(range);
  const both = { from: before.from, to: range.to };
  const counter = await createCounter(ctx, view, both, range.from - MOST_DAYS);
  const counts = await counter.days(range);
  const places = await counter.places(range);
  const earlier = await counter.totals(before, "month");
  const today = toDayNumber(createZonedDays(view.zone).dayOf(ctx.now()));
  const isOn = range.from === today || hasDay(counts, range.from);
  const begun = isOn ? await counter.runBefore(range.from) : range.from;
  return {
    ...toStats(counts, places, range, { today, begun }),
    previous: {
      after: fromDayNumber(before.from),
      before: fromDayNumber(before.to),
      items: earlier.reduce((sum, { items }) => sum + items, 0),
      platforms: toShares(earlier.filter(({ isSeen }) => isSeen)),
    },
    zone: view.zone,
    isCounting: counter.isCounting,
    freshness: toFreshness(view),
  };
}

/** As many days before; before a year of the calendar, the one before that, whichever of them has a leap day. */
function rangeBefore(range: Range): Range {
  const month = monthOf(range.from);
  const isYear =
    month % 12 === 0 && range.from === firstDayOf(month) && range.to === firstDayOf(month + 12) - 1;
  const from = isYear ? firstDayOf(month - 12) : range.from - lengthOf(range);
  return { from, to: range.from - 1 };
}

function hasDay({ cells, unseen }: DayCounts, day: number): boolean {
  return (unseen.get(day) ?? 0) > 0 || cells.some((cell) => cell.day === day && cell.items > 0);
}
