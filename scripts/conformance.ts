import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { readConformance, toTable, totalsOf } from "./conformance-table.ts";
import { runTool } from "./run-tool.ts";
import { runScript, Stop } from "./stop.ts";

const root = resolve(import.meta.dirname, "..");
const KIT = "server/platforms/conformance/conformance.test.ts";

/** What every platform keeps to, as a table; `npm run conformance -- FOLDER` looks at one folder alone. */
await runScript(async () => {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [folder = ""] = positionals;
  if (!/^[\w-]*$/.test(folder)) {
    throw new Stop("Name a folder of server/platforms: npm run conformance -- github");
  }
  const reports = mkdtempSync(join(tmpdir(), "conformance-"));
  try {
    const file = join(reports, "vitest.json");
    const { output } = await runTool(
      root,
      ["vitest", "run", "--project", "server", KIT, "--reporter=json", `--outputFile.json=${file}`],
      { env: { CONFORMANCE_FOLDER: folder } },
    );
    const conformance = readConformance(file);
    if (conformance === null || conformance.cells.size === 0) {
      throw new Stop(`The kit did not run.\n${output.slice(-2000)}`);
    }
    const { failures } = conformance;
    console.log(toTable(conformance));
    for (const { platform, check, name, reason } of failures) {
      console.log(`\n${platform} · ${check} · ${name}\n  ${reason.replaceAll("\n", "\n  ")}`);
    }
    console.log(`\n${JSON.stringify({ conformance: totalsOf(conformance) })}`);
    if (failures.length > 0) process.exitCode = 1;
  } finally {
    rmSync(reports, { recursive: true });
  }
});
