import type * as z from "zod";
import type { Stats, statsInput } from "../../../shared/timeline.ts";
import type { Context } from "../../context.ts";
import { toFreshness } from "../timeline/freshness.ts";
import { createZonedDays } from "../../time/zoned-days.ts";
import type { Asker } from "../views/resolve-view.ts";
import { resolveView } from "../views/resolve-view.ts";
import { createCounter } from "./create-counter.ts";
import { fromDayNumber, toDayNumber } from "./day-numbers.ts";
import { lengthOf, parseRange } from "./parse-range.ts";
import { toShares, toStats } from "./to-stats.ts";

/** The numbers of a range of days, all from exact counts, and those of as many days before it. */
export async function getStats(
  ctx: Context,
  asker: Asker,
  input: z.infer<typeof statsInput>,
): Promise<Stats> {
  const view = await resolveView(ctx, asker, input.of);
  const range = parseRange(input);
  const before = { from: range.from - lengthOf(range), to: range.from - 1 };
  const counter = await createCounter(ctx, view, { from: before.from, to: range.to });
  const counts = await counter.days(range);
  const places = await counter.places(range);
  const earlier = await counter.totals(before, "month");
  const today = toDayNumber(createZonedDays(view.zone).dayOf(ctx.now()));
  return {
    ...toStats(counts, places, range, today),
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
