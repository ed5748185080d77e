import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { countPlaywright, countVitest } from "./count-tests.ts";
import type { Count } from "./count-tests.ts";
import { findChromium } from "./find-chromium.ts";
import { runTool } from "./run-tool.ts";
import { runVerify } from "./run-verify.ts";
import { Stop } from "./stop.ts";

const root = resolve(import.meta.dirname, "..");
const reports = mkdtempSync(join(tmpdir(), "media-timeline-tests-"));

// Side by side: the browser tests wait for clocks while the others compute.
const counts = [await verify(), ...(await Promise.all([vitest(), browser()]))];
rmSync(reports, { recursive: true });
const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

/** Only what fails is counted here: a checked file is not a test that passed. */
async function verify(): Promise<Count> {
  return { passed: 0, failed: (await runVerify(root)).length };
}

async function vitest(): Promise<Count> {
  const report = join(reports, "vitest.json");
  const { code } = await runTool(
    root,
    ["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
    { live: true },
  );
  return countVitest(report, code);
}

async function browser(): Promise<Count> {
  try {
    const chromium = await findChromium(root);
    const report = join(reports, "playwright.json");
    const { code, output } = await runTool(root, ["playwright", "test", "--reporter=list,json"], {
      env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report, CHROMIUM_PATH: chromium ?? "" },
    });
    console.log(output);
    return countPlaywright(report, code);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    console.error(error.message);
    return { passed: 0, failed: 1 };
  }
}
