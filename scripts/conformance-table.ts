import { readFileSync } from "node:fs";
import * as z from "zod";

/** How the cases of one platform and check went. */
export interface Cell {
  readonly passed: number;
  readonly failed: number;
}

export interface Failure {
  readonly platform: string;
  readonly check: string;
  readonly name: string;
  readonly reason: string;
}

export interface Conformance {
  readonly cells: ReadonlyMap<string, ReadonlyMap<string, Cell>>;
  readonly failures: readonly Failure[];
}

const report = z.object({
  testResults: z.array(
    z.object({
      message: z.string().default(""),
      assertionResults: z.array(
        z.object({
          ancestorTitles: z.array(z.string()),
          title: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

/** Vitest's report of the kit, whose titles are platform, check, case. Null for what is no report. */
export function readConformance(path: string): Conformance | null {
  let parsed;
  try {
    parsed = report.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return null;
  }
  const cells = new Map<string, Map<string, Cell>>();
  const failures: Failure[] = [];
  for (const { ancestorTitles, title, status, failureMessages } of parsed.testResults.flatMap(
    (file) => file.assertionResults,
  )) {
    if (status !== "passed" && status !== "failed") continue;
    const [platform = "all", check = "folder"] = ancestorTitles;
    const row = cells.get(platform) ?? new Map<string, Cell>();
    const { passed, failed } = row.get(check) ?? { passed: 0, failed: 0 };
    const isPassed = status === "passed";
    row.set(check, { passed: passed + Number(isPassed), failed: failed + Number(!isPassed) });
    cells.set(platform, row);
    if (!isPassed) {
      const reason = withoutStack(failureMessages?.[0] ?? "It failed.");
      failures.push({ platform, check, name: title, reason });
    }
  }
  return { cells, failures };
}

/** Platforms down, checks across; a cell is how many cases passed, of how many if not all did. */
export function toTable({ cells }: Conformance): string {
  const checks = [...new Set([...cells.values()].flatMap((row) => [...row.keys()]))];
  const lines = [
    ["", ...checks],
    ...[...cells].map(([platform, row]) => [
      platform,
      ...checks.map((check) => shown(row.get(check))),
    ]),
  ];
  const widths = lines[0]?.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((text, at) => text.padEnd(widths?.[at] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

export function totalsOf({ cells }: Conformance): Record<string, Cell> {
  return Object.fromEntries(
    [...cells].map(([platform, row]) => [
      platform,
      {
        passed: [...row.values()].reduce((sum, cell) => sum + cell.passed, 0),
        failed: [...row.values()].reduce((sum, cell) => sum + cell.failed, 0),
      },
    ]),
  );
}

function shown(cell: Cell | undefined): string {
  if (cell === undefined) return "–";
  const { passed, failed } = cell;
  return failed === 0 ? String(passed) : `${passed} of ${passed + failed}`;
}

function withoutStack(message: string): string {
  return message.replace(/^Error: /, "").replace(/\n\s+at [\s\S]*$/, "");
}
