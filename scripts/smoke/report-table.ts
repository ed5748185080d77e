import type { Comparison } from "./compare.ts";

const SHOWN_DIFFERENCES = 20;

export interface PlatformResult extends Comparison {
  readonly name: string;
}

/** Prints what each platform's sandbox holds beside what the timeline shows; true when nothing differs. */
export function reportTable(results: readonly PlatformResult[]): boolean {
  const line = (platform: string, kind: string, held: number, shown: number): void =>
    console.log(
      `${platform.padEnd(10)}${kind.padEnd(16)}${String(held).padStart(9)}${String(shown).padStart(10)}`,
    );
  console.log(
    `${"platform".padEnd(10)}${"kind".padEnd(16)}${"sandbox".padStart(9)}${"timeline".padStart(10)}`,
  );
  const total = { held: 0, shown: 0 };
  for (const { name, kinds } of results) {
    for (const [kind, { held, shown }] of kinds) {
      line(name, kind, held, shown);
      total.held += held;
      total.shown += shown;
    }
  }
  line("all", "", total.held, total.shown);
  const differences = results.flatMap(({ name, differences }) =>
    differences.map((difference) => `${name}: ${difference}`),
  );
  for (const difference of differences.slice(0, SHOWN_DIFFERENCES)) console.log(difference);
  console.log(
    differences.length === 0
      ? "Every item of every sandbox is in the timeline once, at its time."
      : `${differences.length} differences.`,
  );
  return differences.length === 0;
}
