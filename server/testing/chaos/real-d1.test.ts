import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createStandIns } from "../../sandbox/stand-ins.ts";
import type { Answer, Bucket, Engine } from "./outside-bindings.ts";
import { runScenario } from "./scenario.ts";
import type { ScenarioResult } from "./scenario.ts";
import { stage } from "./stage.ts";

declare global {
  namespace Cloudflare {
    interface Env {
      /** `SCENARIOS SEED FROM`; a few where it is empty. */
      CHAOS: string;
    }
  }
}

declare module "vitest" {
  interface TaskMeta {
    chaos?: ScenarioResult;
  }
}

const FEW = "1 1 0";
const SLOWEST_MS = 300_000;
const [count = 0, seed = 0, from = 0] = (env.CHAOS || FEW).split(" ").map(Number);

const real = { set: globalThis.setTimeout, clear: globalThis.clearTimeout };

beforeEach(() => {
  vi.stubGlobal("setTimeout", (then: () => void, ms = 0) => {
    return stage.simulation?.setTimer(ms, then) ?? real.set(then, ms);
  });
  vi.stubGlobal("clearTimeout", (timer: unknown) => {
    if (isSimulated(timer)) timer.clear();
    else real.clear(timer as Parameters<typeof clearTimeout>[0]);
  });
  vi.spyOn(crypto, "getRandomValues").mockImplementation((bytes) => {
    if (bytes instanceof Uint8Array) stage.fillRandom(bytes);
    return bytes;
  });
  for (const level of ["info", "warn", "error"] as const) {
    vi.spyOn(console, level).mockImplementation((line) => {
      stage.simulation?.note(`log ${String(line)}`);
    });
  }
});

afterEach(() => {
  stage.simulation = null;
  vi.unstubAllGlobals();
});

/** The same scenarios as `npm run chaos`, with the real D1 and R2 below, in workerd. */
describe("chaos on the real database", () => {
  const numbers = Array.from({ length: count }, (_, index) => from + index);
  it.for(numbers)("scenario %i", { timeout: SLOWEST_MS }, async (number, { task }) => {
    const { broken, figures, trace } = await runScenario({
      seed,
      number,
      engine: REAL_D1,
      bucket: REAL_R2,
      makeStandIns: createStandIns,
      realTimer: {
        set: (then, ms) => real.set(then, ms),
        clear: (timer) => real.clear(timer),
      },
      memory: 100,
    });
    task.meta.chaos = { number, broken, figures, trace: broken.length > 0 ? trace : [] };
    expect(broken).toEqual([]);
  });
});

function isSimulated(timer: unknown): timer is { clear(): void } {
  return typeof timer === "object" && timer !== null && "clear" in timer;
}

const REAL_D1: Engine = {
  run: async (statements) => {
    const prepared = statements.map(({ sql, values }) => env.DB.prepare(sql).bind(...values));
    const [only] = prepared;
    const results =
      prepared.length === 1 && only !== undefined
        ? [await only.all<Record<string, unknown>>()]
        : await env.DB.batch<Record<string, unknown>>(prepared);
    return results.map(({ results: rows, meta }): Answer => ({ results: rows, meta }));
  },
};

const REAL_R2: Bucket = {
  put: async (key, value) => void (await env.BUCKET.put(key, value)),
  get: async (key) => (await (await env.BUCKET.get(key))?.arrayBuffer()) ?? null,
  delete: async (keys) => await env.BUCKET.delete([...keys]),
  list: async (prefix, limit) => {
    const most = Math.min(limit, 1000);
    const { objects } = await env.BUCKET.list({ prefix, limit: most });
    return objects.map(({ key }) => key);
  },
};
