import { addFigures, noFigures } from "../server/testing/chaos/figures.ts";
import { PROMISES } from "../server/testing/chaos/promises.ts";
import type { ScenarioResult } from "../server/testing/chaos/scenario.ts";

/** Tells how it goes while it goes, and what came of it at the end. */
export interface Report {
  add(result: ScenarioResult): void;
  /** Processor time of a process that has ended. */
  addCpu(seconds: number): void;
  /** True when every promise held. */
  end(): boolean;
}

const TELL_EVERY_MS = 15_000;
/** Scenarios whose failure is told at length. */
const MOST_TOLD = 5;

export function createReport(given: {
  readonly seed: number;
  readonly count: number;
  /** All that happened is told, failure or not. */
  readonly isTraced: boolean;
}): Report {
  const begun = performance.now();
  const sum = noFigures();
  const broken = Object.fromEntries(Object.keys(PROMISES).map((name) => [name, 0]));
  let failed = 0;
  let fewest = Infinity;
  let told = begun;
  let cpuSeconds = 0;

  const secondsSince = (): number => Math.round((performance.now() - begun) / 1000);

  return {
    add: (result) => {
      addFigures(sum, result.figures);
      fewest = Math.min(fewest, result.figures.syncs);
      for (const { promise } of result.broken) broken[promise] = (broken[promise] ?? 0) + 1;
      if (result.broken.length > 0) failed += 1;
      if (given.isTraced || (result.broken.length > 0 && failed <= MOST_TOLD)) {
        tell(given.seed, result);
      }
      const now = performance.now();
      if (now - told < TELL_EVERY_MS) return;
      told = now;
      console.log(
        `${sum.scenarios} of ${given.count} scenarios, ${sum.syncs} syncs, ${failed} failed, ${secondsSince()} s`,
      );
    },
    addCpu: (seconds) => void (cpuSeconds += seconds),
    end: () => {
      const width = Math.max(...[...Object.keys(sum), ...Object.keys(broken)].map((n) => n.length));
      console.log("");
      for (const [name, value] of Object.entries(sum)) {
        console.log(`${wordsOf(name).padEnd(width + 4)}${value}`);
      }
      for (const [name, count] of Object.entries(broken)) {
        console.log(
          `${name.padEnd(width + 4)}${count}   ${PROMISES[name as keyof typeof PROMISES]}`,
        );
      }
      const { scenarios, ...figures } = sum;
      const isWhole = scenarios === given.count;
      if (!isWhole) console.log(`Only ${scenarios} of ${given.count} scenarios came to their end.`);
      const chaos = {
        scenarios,
        ...broken,
        failed,
        seed: given.seed,
        seconds: secondsSince(),
        cpuSeconds: Math.round(cpuSeconds * 10) / 10,
        fewestSyncs: scenarios === 0 ? 0 : fewest,
        ...figures,
      };
      console.log(JSON.stringify({ chaos }));
      return failed === 0 && isWhole;
    },
  };
}

function tell(seed: number, { number, broken, trace }: ScenarioResult): void {
  for (const line of trace) console.log(line);
  if (broken.length === 0) return;
  console.log(`\nScenario ${number} of seed ${seed}:`);
  for (const { promise, text } of broken) console.log(`  ${promise}: ${text}`);
  console.log(`  Again: npm run chaos -- --seed ${seed} --only ${number} --trace\n`);
}

function wordsOf(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
