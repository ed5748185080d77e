import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { runTool } from "../scripts/run-tool.ts";
import { Stop } from "../scripts/stop.ts";
import type { Metrics } from "./metrics.ts";

/** Measures each platform in workerd, on a real D1 and R2; `npm test` runs it too, and asserts its bounds. */
const MEASURE = "server/services/sync/sync-costs.test.ts";

const cost = z.object({
  requests: z.number(),
  rowsRead: z.number(),
  rowsWritten: z.number(),
  r2Ops: z.number(),
});
const costs = z.object({ idle: cost, idleGrowth: z.number(), new10: cost, backfill100: cost });
const report = z.object({
  testResults: z.array(
    z.object({
      assertionResults: z.array(
        z.object({
          title: z.string(),
          meta: z.object({ costs: costs.optional() }).optional(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

/** What a check that finds nothing, one with ten new items, and a hundred of a first sync cost. */
export async function benchSync(root: string): Promise<Metrics> {
  const reports = mkdtempSync(join(tmpdir(), "sync-costs-"));
  try {
    const file = join(reports, "vitest.json");
    const { output } = await runTool(root, [
      "vitest",
      "run",
      "--project",
      "server",
      MEASURE,
      "--reporter=json",
      `--outputFile.json=${file}`,
    ]);
    const measured = readReport(file).flatMap(({ title, meta, failureMessages }) => {
      const [failure] = failureMessages ?? [];
      // A bound that is broken is a figure all the same.
      if (failure !== undefined) console.error(`${title}: ${failure.split("\n")[0]}`);
      return meta?.costs ? [{ platform: title.replace(/^at /, ""), costs: meta.costs }] : [];
    });
    if (measured.length === 0) throw new Stop(`Nothing was measured.\n${output.slice(-2000)}`);
    return Object.assign(
      {},
      ...measured.map(({ platform, costs }) => toMetrics(`sync.${platform}`, costs)),
    );
  } finally {
    rmSync(reports, { recursive: true });
  }
}

function readReport(file: string) {
  try {
    return report
      .parse(JSON.parse(readFileSync(file, "utf8")))
      .testResults.flatMap(({ assertionResults }) => assertionResults);
  } catch {
    return [];
  }
}

function toMetrics(
  name: string,
  { idleGrowth, ...each }: z.infer<typeof costs>,
): Record<string, number> {
  const figures = Object.entries(each).flatMap(([what, one]) => [
    [`${name}.${what}.requests`, one.requests],
    [`${name}.${what}.rows_read`, one.rowsRead],
    [`${name}.${what}.rows_written`, one.rowsWritten],
    [`${name}.${what}.r2_ops`, one.r2Ops],
  ]);
  return { ...Object.fromEntries(figures), [`${name}.idle.growth_rows`]: idleGrowth };
}
