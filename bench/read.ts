import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { timelinePage } from "../shared/timeline.ts";
import { MAX_KEY } from "../server/store/item-key.ts";
import type { Metrics } from "./metrics.ts";
import { casesOf, dataOf, LIMIT, pathOf } from "./read/cases.ts";
import type { Case } from "./read/cases.ts";
import { COOKIE, prepare } from "./read/prepare.ts";
import { startWorker } from "./read/start-worker.ts";
import type { BenchWorker } from "./read/start-worker.ts";

const DEFAULT_SIZES = [1000, 100_000, 1_000_000];
/** One request asks for so long; so many of them, in turns with the bare procedure. */
const BLOCK_MS = 40;
const BLOCKS = 11;

interface Figures {
  readonly rowsRead: number;
  readonly queries: number;
  readonly items: number;
  readonly bytes: number;
  readonly ms: number;
  readonly ratio: number;
}

/**
 * What reading costs. Each time is a ratio to a bare procedure of the same sign-in that reads as many
 * items by key from the same database, as medians of turns; where an answer has no items, as many rows.
 */
export async function benchRead(root: string, sizes: readonly number[]): Promise<Metrics> {
  quietenTools();
  const metrics: Record<string, number> = {};
  for (const size of sizes.length > 0 ? sizes : DEFAULT_SIZES) {
    for (const [what, all] of await benchSize(root, size)) {
      Object.assign(metrics, toMetrics(what, size, all));
    }
  }
  return metrics;
}

async function benchSize(root: string, size: number): Promise<Map<string, Figures[]>> {
  const stateDir = mkdtempSync(join(tmpdir(), "bench-read-"));
  try {
    console.error(`${size.toLocaleString("en")} items are made.`);
    const prepared = await prepare(root, stateDir, size);
    const worker = await startWorker(root, { stateDir, cookie: COOKIE });
    try {
      const goto = await worker.ask(
        pathOf("timeline.list", { from: prepared.middle, limit: LIMIT }),
      );
      const cases: Case[] = [];
      for (const one of casesOf(prepared, dataOf(timelinePage, goto.body).nextCursor)) {
        cases.push(one);
        if (one.next === undefined) continue;
        const { nextCursor } = dataOf(timelinePage, (await worker.ask(one.path)).body);
        if (nextCursor !== null) cases.push(one.next(nextCursor));
      }
      const found = new Map<string, Figures[]>();
      for (const one of cases) {
        const figures = await measure(worker, one);
        if (figures === null) continue;
        console.error(lineOf(`${one.what}@${size} ${one.label}`, figures));
        found.set(one.what, [...(found.get(one.what) ?? []), figures]);
      }
      return found;
    } finally {
      await worker.stop();
    }
  } finally {
    rmSync(stateDir, { recursive: true, force: true });
  }
}

/** Null where it was not answered; that is told. */
async function measure(worker: BenchWorker, one: Case): Promise<Figures | null> {
  try {
    const first = await worker.ask(one.path);
    const items = one.itemsIn(first.body);
    const rows = one.isCounted ? first.rowsRead : items;
    const bare = `/bare/bare?input=${encodeURIComponent(JSON.stringify({ below: MAX_KEY, rows }))}`;
    const { ms, ratio } = await timeOf(worker, one.path, bare);
    return {
      rowsRead: first.rowsRead,
      queries: first.queries,
      items,
      bytes: Buffer.byteLength(first.body),
      ms,
      ratio,
    };
  } catch (error) {
    console.error(`${one.what} ${one.label}: ${String(error).slice(0, 200)}`);
    return null;
  }
}

async function timeOf(
  worker: BenchWorker,
  path: string,
  bare: string,
): Promise<Pick<Figures, "ms" | "ratio">> {
  const both = [path, bare].map((one) => ({ path: one, times: 1, took: [] as number[] }));
  for (const one of both) {
    // Warm, and then as many in a row as take long enough to be measured.
    await worker.ask(one.path, 5);
    const { ms } = await worker.ask(one.path, 5);
    one.times = Math.min(200, Math.max(1, Math.ceil(BLOCK_MS / ms)));
  }
  for (let block = 0; block < BLOCKS; block += 1) {
    for (const one of both) one.took.push((await worker.ask(one.path, one.times)).ms);
  }
  const [ms = 0, basis = 1] = both.map(({ took }) => medianOf(took));
  return { ms, ratio: ms / basis };
}

function medianOf(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;
}

function lineOf(name: string, { rowsRead, queries, items, bytes, ms, ratio }: Figures): string {
  return `${name.padEnd(42)} ${rowsRead} rows in ${queries} queries for ${items}, ${bytes} bytes, ${ms.toFixed(1)} ms, ${ratio.toFixed(2)} times a bare read`;
}

/** The worst of each. */
function toMetrics(what: string, size: number, all: readonly Figures[]): Record<string, number> {
  const worst = (figure: (one: Figures) => number): number =>
    Math.round(Math.max(...all.map(figure)) * 100) / 100;
  const perItem = (one: Figures): number => one.rowsRead / Math.max(1, one.items);
  const name = `read.${what}`;
  return {
    [`${name}.rows_per_item@${size}`]: worst(perItem),
    [`${name}.rows_read@${size}`]: worst((one) => one.rowsRead),
    [`${name}.time_ratio@${size}`]: worst((one) => one.ratio),
    [`${name}.bytes@${size}`]: worst((one) => one.bytes),
  };
}

function quietenTools(): void {
  process.env["CLOUDFLARE_CF_FETCH_ENABLED"] = "false";
  process.env["WRANGLER_SEND_METRICS"] = "false";
  process.env["WRANGLER_LOG"] ??= "error";
}
