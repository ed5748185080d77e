import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { runScript, Stop } from "../scripts/stop.ts";
import { benchBundle } from "./bundle.ts";
import type { Metrics } from "./metrics.ts";
import { benchRead } from "./read.ts";
import { benchSync } from "./sync.ts";
import { benchTick } from "./tick.ts";

const BENCHES: Readonly<
  Record<string, (root: string, sizes: readonly number[]) => Promise<Metrics>>
> = {
  bundle: benchBundle,
  read: benchRead,
  sync: benchSync,
  tick: benchTick,
};

await runScript(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: "boolean", default: false },
      sizes: { type: "string", default: "" },
    },
  });
  const [name = ""] = positionals;
  const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
  if (!bench) {
    throw new Stop(
      `Name a bench: npm run bench -- ${Object.keys(BENCHES).join(" | ")} [--json] [--sizes 1000,100000]`,
    );
  }
  const metrics = await bench(resolve(import.meta.dirname, ".."), sizesOf(values.sizes));
  const width = Math.max(...Object.keys(metrics).map((key) => key.length));
  for (const [key, value] of Object.entries(metrics)) {
    console.log(`${key.padEnd(width)}  ${value}`);
  }
  if (values.json) console.log(JSON.stringify({ bench: name, metrics }));
});

/** Numbers of items, where a bench is made for several. */
function sizesOf(text: string): number[] {
  const sizes = text.split(",").filter(Boolean).map(Number);
  if (sizes.every((size) => Number.isInteger(size) && size > 0)) return sizes;
  throw new Stop("Sizes are whole numbers with commas between them: --sizes 1000,100000,1000000");
}
