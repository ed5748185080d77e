import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { runTool } from "../scripts/run-tool.ts";
import { Stop } from "../scripts/stop.ts";

const report = z.object({
  testResults: z.array(
    z.object({
      assertionResults: z.array(
        z.object({
          title: z.string(),
          meta: z.unknown(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

/** What one test measured. */
export interface Measured<T> {
  readonly title: string;
  readonly figures: T;
}

/**
 * Runs a file of tests in workerd, on a real D1 and R2, and answers what they left in their `meta`.
 * `npm test` runs the same file and asserts its bounds; a bound that is broken is a figure all the same.
 */
export async function measureInWorkerd<T>(
  root: string,
  file: string,
  schema: z.ZodType<T>,
  env: Readonly<Record<string, string>> = {},
): Promise<Measured<T>[]> {
  const reports = mkdtempSync(join(tmpdir(), "measured-"));
  try {
    const path = join(reports, "vitest.json");
    const { output } = await runTool(
      root,
      [
        "vitest",
        "run",
        "--project",
        "server",
        file,
        "--reporter=json",
        `--outputFile.json=${path}`,
      ],
      { env },
    );
    const measured = readReport(path).flatMap(({ title, meta, failureMessages }) => {
      const [failure] = failureMessages ?? [];
      if (failure !== undefined) console.error(`${title}: ${failure.split("\n")[0]}`);
      const figures = schema.safeParse(meta);
      return figures.success ? [{ title, figures: figures.data }] : [];
    });
    if (measured.length === 0) throw new Stop(`Nothing was measured.\n${output.slice(-2000)}`);
    return measured;
  } finally {
    rmSync(reports, { recursive: true });
  }
}

function readReport(path: string) {
  try {
    return report
      .parse(JSON.parse(readFileSync(path, "utf8")))
      .testResults.flatMap(({ assertionResults }) => assertionResults);
  } catch {
    return [];
  }
}
