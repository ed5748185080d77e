import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runScript, Stop } from "../scripts/stop.ts";
import { createReport } from "./report.ts";
import type { Report } from "./report.ts";
import { runReal } from "./run-real.ts";
import type { Told, Work } from "./worker.ts";

/** Breaks everything that can break, thousands of times, and looks whether the promises hold. */
await runScript(async () => {
  const { values } = parseArgs({
    options: {
      scenarios: { type: "string", default: "100" },
      seed: { type: "string", default: "1" },
      only: { type: "string" },
      trace: { type: "boolean", default: false },
      real: { type: "boolean", default: false },
    },
  });
  const seed = whole("seed", values.seed);
  const only = values.only === undefined ? null : whole("only", values.only);
  const from = only ?? 0;
  const until = only === null ? whole("scenarios", values.scenarios) : only + 1;
  const report = createReport({ seed, count: until - from, isTraced: values.trace });
  if (values.real) {
    await runReal({ seed, from, count: until - from }, report.add);
    if (!report.end()) process.exitCode = 1;
    return;
  }
  const workers = Math.min(availableParallelism(), until - from);
  await Promise.all(
    Array.from({ length: workers }, (_, index) =>
      run(
        {
          seed,
          from: from + index,
          until,
          step: workers,
          memory: values.trace ? 1_000_000 : 120,
        },
        report,
      ),
    ),
  );
  if (!report.end()) process.exitCode = 1;
});

/** A process of its own for each core: what the code takes from its process is a scenario's there. */
function run(work: Work, report: Report): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const worker = fork(join(import.meta.dirname, "worker.ts"), [JSON.stringify(work)], {
    // Most of what a scenario makes is of no use soon after: a bigger nursery is emptied less often.
    execArgv: ["--no-warnings", "--max-semi-space-size=64"],
  });
  let next = work.from;
  worker.on("message", (told: Told) => {
    if ("cpuSeconds" in told) {
      report.addCpu(told.cpuSeconds);
      return;
    }
    next = told.number + work.step;
    report.add(told);
  });
  worker.on("error", reject);
  worker.on("exit", () => {
    if (next < work.until) console.log(`Scenario ${next} of seed ${work.seed} ended its process.`);
    resolve();
  });
  return promise;
}

function whole(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) {
    throw new Stop(`--${name} is a whole number: npm run chaos -- --scenarios 1000 --seed 7`);
  }
  return number;
}
