import { join } from "node:path";

const LONGEST_MS = 60_000;

/** An answer, what it cost, and how long so many of them took. */
export interface Asked {
  readonly body: string;
  readonly rowsRead: number;
  readonly queries: number;
  readonly ms: number;
}

export interface BenchWorker {
  /** GET, so many times in a row; throws where the answer is no success. */
  ask(path: string, times?: number): Promise<Asked>;
  stop(): Promise<void>;
}

/** The product as it is deployed, on workerd, over a local database: bundled, with one request for many. */
export async function startWorker(
  root: string,
  { stateDir, cookie }: { stateDir: string; cookie: string },
): Promise<BenchWorker> {
  const { unstable_startWorker: start } = await import("wrangler");
  const worker = await start({
    config: join(root, "bench/read/wrangler.toml"),
    envFiles: [],
    dev: {
      persist: stateDir,
      server: { hostname: "127.0.0.1", port: 0 },
      inspector: false,
      watch: false,
      logLevel: "error",
    },
  });
  const address = await worker.url;
  return {
    async ask(path, times = 1) {
      const body = JSON.stringify({ path, cookie, times });
      const begun = performance.now();
      // A Worker that could not be built never answers.
      const signal = AbortSignal.timeout(LONGEST_MS);
      const answer = await fetch(address, { method: "POST", body, signal });
      const text = await answer.text();
      const ms = (performance.now() - begun) / times;
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text.slice(0, 300)}`);
      const timing = answer.headers.get("server-timing") ?? "";
      const countOf = (name: string): number =>
        Number(new RegExp(`${name}=(\\d+)`).exec(timing)?.[1] ?? 0);
      return { body: text, rowsRead: countOf("rows_read"), queries: countOf("queries"), ms };
    },
    stop: () => worker.dispose(),
  };
}
