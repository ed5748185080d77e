import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { PlatformSandbox } from "../server/sandbox/platform-sandbox.ts";
import { runScenario } from "../server/testing/chaos/scenario.ts";
import type { ScenarioResult } from "../server/testing/chaos/scenario.ts";
import { installGlobals } from "./process-globals.ts";
import { createMemoryBucket, createSqliteEngine } from "./sqlite-engine.ts";

/** What a worker is given, as JSON: every `step`th scenario from `from` on, below `until`. */
export interface Work {
  readonly seed: number;
  readonly from: number;
  readonly until: number;
  readonly step: number;
  /** Notes that are kept of each scenario. */
  readonly memory: number;
}

/** What a worker tells: each result, and at its end what it cost. */
export type Told = ScenarioResult | { readonly cpuSeconds: number };

const PLATFORMS = join(import.meta.dirname, "../server/platforms");

const { seed, from, until, step, memory } = JSON.parse(process.argv[2] ?? "") as Work;
const realTimer = installGlobals();
const makers = await findStandIns();
const engine = createSqliteEngine();
for (let number = from; number < until; number += step) {
  engine.empty();
  const bucket = createMemoryBucket();
  const makeStandIns = (): PlatformSandbox[] => makers.map((make) => make());
  const result: ScenarioResult = await runScenario({
    seed,
    number,
    engine,
    bucket,
    makeStandIns,
    realTimer,
    memory,
  });
  // A long trace is only of use where something broke, or when it is all that is wanted.
  const isTraced = result.broken.length > 0 || until - from === 1;
  await send({ ...result, trace: isTraced ? result.trace : [] });
}
const { user, system } = process.cpuUsage();
await send({ cpuSeconds: (user + system) / 1e6 });
process.disconnect();

/** Done once it is on its way: a process that ends takes with it what it has not sent. */
function send(told: Told): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  process.send?.(told, undefined, undefined, () => resolve());
  return promise;
}

/** As `stand-ins.ts` finds them: a folder with a `sandbox/index.ts` is all it takes. */
async function findStandIns(): Promise<(() => PlatformSandbox)[]> {
  const files = readdirSync(PLATFORMS)
    .map((folder) => join(PLATFORMS, folder, "sandbox/index.ts"))
    .filter((file) => existsSync(file));
  const modules = await Promise.all(
    files.map(async (file) => (await import(file)) as { createStandIn(): PlatformSandbox }),
  );
  return modules.map((one) => one.createStandIn);
}
