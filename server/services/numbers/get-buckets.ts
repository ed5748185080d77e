import type * as z from "zod";
import type { Buckets, bucketsInput } from "../../../shared/timeline.ts";
import type { Context } from "../../context.ts";
import { toFreshness } from "../timeline/freshness.ts";
import type { Asker } from "../views/resolve-view.ts";
import { resolveView } from "../views/resolve-view.ts";
import { createCounter } from "./create-counter.ts";
import { firstDayOf, fromDayNumber } from "./day-numbers.ts";
import { parseDays } from "./parse-range.ts";
import { sumBy } from "./sum-by.ts";

/** How many items each day, month or year has, from counts alone. */
export async function getBuckets(
  ctx: Context,
  asker: Asker,
  input: z.infer<typeof bucketsInput>,
): Promise<Buckets> {
  const view = await resolveView(ctx, asker, input.of);
  const range = parseDays(input);
  const counter = await createCounter(ctx, view, range);
  const by = input.by === "day" ? "day" : "month";
  const totals = await counter.totals(range, by);
  const sums = sumBy(totals, ({ at }) =>
    fromDayNumber(by === "day" ? at : firstDayOf(at)).slice(0, LENGTHS[input.by]),
  );
  return {
    buckets: [...sums]
      .filter(([, items]) => items > 0)
      .map(([bucket, items]) => ({ bucket, items }))
      .sort((a, b) => (a.bucket < b.bucket ? -1 : 1)),
    zone: view.zone,
    isCounting: counter.isCounting,
    freshness: toFreshness(view),
  };
}

/** Letters of `2026-05-14`. */
const LENGTHS = { day: 10, month: 7, year: 4 } as const;
