import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { createBuilder } from "vite";
import type { Plugin, Rollup } from "vite";
import type { Metrics } from "./metrics.ts";

const LANDING = "client/pages/landing/";
const NOT_FOR_PRODUCTION =
  /\/server\/(sandbox|testing)\/|\/server\/platforms\/[^/]+\/sandbox(\/|\.ts)/;

type Output = Rollup.OutputAsset | Rollup.OutputChunk;

/** Builds the product for production and weighs what is uploaded and what a first visit loads. */
export async function benchBundle(root: string): Promise<Metrics> {
  process.env["CLOUDFLARE_ENV"] = "production";
  process.env["WRANGLER_LOG"] = "error";
  const { worker, client } = await build(root);
  const firstRoute = firstVisit(client, join(root, LANDING));
  return {
    "bundle.worker_gzip_kib": kib(
      worker.filter((output) => !/\.(json|map)$/.test(output.fileName)),
    ),
    "bundle.client_first_route_gzip_kib": kib(firstRoute),
    "bundle.sandbox_in_worker": worker.some(hasSandbox) ? 1 : 0,
  };
}

async function build(root: string): Promise<{ worker: Output[]; client: Output[] }> {
  const built = { worker: [] as Output[], client: [] as Output[] };
  const collect: Plugin = {
    name: "collect-output",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const side = this.environment.name === "client" ? built.client : built.worker;
        side.push(...Object.values(bundle));
      },
    },
  };
  const outDir = mkdtempSync(join(tmpdir(), "bundle-"));
  try {
    const builder = await createBuilder({
      configFile: join(root, "vite.config.ts"),
      logLevel: "error",
      build: { outDir },
      plugins: [collect],
    });
    await builder.buildApp();
  } finally {
    rmSync(outDir, { recursive: true });
  }
  return built;
}

/** The page, its entry chunk, the landing page's chunk, all they import statically, and the styles. */
function firstVisit(client: readonly Output[], landing: string): Output[] {
  const byName = new Map(client.map((output) => [output.fileName, output]));
  const chunks = client.filter((output) => output.type === "chunk");
  const isLanding = (chunk: Rollup.OutputChunk) => chunk.facadeModuleId?.startsWith(landing);
  const wanted = new Set<Output>(client.filter((output) => output.fileName === "index.html"));
  const add = (chunk: Rollup.OutputChunk): void => {
    if (wanted.has(chunk)) return;
    wanted.add(chunk);
    for (const name of chunk.viteMetadata?.importedCss ?? []) addNamed(name);
    for (const name of chunk.imports) addNamed(name);
  };
  const addNamed = (name: string): void => {
    const output = byName.get(name);
    if (output?.type === "chunk") add(output);
    else if (output) wanted.add(output);
  };
  const roots = chunks.filter((chunk) => chunk.isEntry || isLanding(chunk));
  if (!roots.some(isLanding)) throw new Error(`No chunk comes from ${landing}.`);
  for (const chunk of roots) add(chunk);
  return [...wanted];
}

function hasSandbox(output: Output): boolean {
  return output.type === "chunk" && output.moduleIds.some((id) => NOT_FOR_PRODUCTION.test(id));
}

function kib(outputs: readonly Output[]): number {
  const bytes = outputs.reduce((sum, output) => sum + gzipSync(contentOf(output)).length, 0);
  return Math.round((bytes / 1024) * 10) / 10;
}

function contentOf(output: Output): string | Uint8Array {
  return output.type === "chunk" ? output.code : output.source;
}
