import * as z from "zod";
import { measureInWorkerd } from "./measure-in-workerd.ts";
import type { Metrics } from "./metrics.ts";

const MEASURE = "server/services/sync/sync-costs.test.ts";

const cost = z.object({
  requests: z.number(),
  rowsRead: z.number(),
  rowsWritten: z.number(),
  r2Ops: z.number(),
});
const costs = z.object({
  idle: cost,
  idleGrowth: z.number(),
  idleGrowthOfDay: z.number(),
  new10: cost,
  backfill100: cost,
});

/** What a check that finds nothing, one with ten new items, and a hundred of a first sync cost. */
export async function benchSync(root: string): Promise<Metrics> {
  const measured = await measureInWorkerd(root, MEASURE, z.object({ costs }));
  return Object.assign(
    {},
    ...measured.map(({ title, figures }) =>
      toMetrics(`sync.${title.replace(/^at /, "")}`, figures.costs),
    ),
  );
}

function toMetrics(
  name: string,
  { idleGrowth, idleGrowthOfDay, ...each }: z.infer<typeof costs>,
): Record<string, number> {
  const figures = Object.entries(each).flatMap(([what, one]) => [
    [`${name}.${what}.requests`, one.requests],
    [`${name}.${what}.rows_read`, one.rowsRead],
    [`${name}.${what}.rows_written`, one.rowsWritten],
    [`${name}.${what}.r2_ops`, one.r2Ops],
  ]);
  return {
    ...Object.fromEntries(figures),
    [`${name}.idle.growth_rows`]: idleGrowth,
    [`${name}.idle.growth_rows_24h`]: idleGrowthOfDay,
  };
}
