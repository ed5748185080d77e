import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { runTool } from "../scripts/run-tool.ts";
import { Stop } from "../scripts/stop.ts";
import type { ScenarioResult } from "../server/testing/chaos/scenario.ts";

const TEST = "server/testing/chaos/real-d1.test.ts";
/** What one process runs before the next begins, so that something is told in between. */
const AT_ONCE = 25;

/** The same scenarios in workerd, on the real D1 and R2. */
export async function runReal(
  work: { readonly seed: number; readonly from: number; readonly count: number },
  add: (result: ScenarioResult) => void,
): Promise<void> {
  const root = resolve(import.meta.dirname, "..");
  const reports = mkdtempSync(join(tmpdir(), "chaos-"));
  try {
    for (let done = 0; done < work.count; done += AT_ONCE) {
      const count = Math.min(AT_ONCE, work.count - done);
      const file = join(reports, `${done}.json`);
      const { output } = await runTool(
        root,
        ["vitest", "run", "--project", "server", TEST, "--reporter=json", `--outputFile=${file}`],
        { env: { CHAOS: `${count} ${work.seed} ${work.from + done}` } },
      );
      const results = readResults(file);
      if (results === null) throw new Stop(`It did not run.\n${output.slice(-2000)}`);
      for (const result of results) add(result);
    }
  } finally {
    rmSync(reports, { recursive: true });
  }
}

interface VitestReport {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly meta?: { readonly chaos?: ScenarioResult } }[];
  }[];
}

function readResults(file: string): ScenarioResult[] | null {
  try {
    const { testResults } = JSON.parse(readFileSync(file, "utf8")) as VitestReport;
    return testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .flatMap(({ meta }) => (meta?.chaos ? [meta.chaos] : []));
  } catch {
    return null;
  }
}
