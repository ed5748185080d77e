import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { runScript, Stop } from "../scripts/stop.ts";
import { benchBundle } from "./bundle.ts";
import type { Metrics } from "./metrics.ts";
import { benchSync } from "./sync.ts";
import { benchTick } from "./tick.ts";

const BENCHES: Readonly<Record<string, (root: string) => Promise<Metrics>>> = {
  bundle: benchBundle,
  sync: benchSync,
  tick: benchTick,
};

await runScript(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: "boolean", default: false } },
  });
  const [name = ""] = positionals;
  const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
  if (!bench) {
    throw new Stop(`Name a bench: npm run bench -- ${Object.keys(BENCHES).join(" | ")} [--json]`);
  }
  const metrics = await bench(resolve(import.meta.dirname, ".."));
  const width = Math.max(...Object.keys(metrics).map((key) => key.length));
  for (const [key, value] of Object.entries(metrics)) {
    console.log(`${key.padEnd(width)}  ${value}`);
  }
  if (values.json) console.log(JSON.stringify({ bench: name, metrics }));
});
