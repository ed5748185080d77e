import { join } from "node:path";
import { cloudflare } from "@cloudflare/vite-plugin";
import { defineConfig } from "vite";
import solid from "vite-plugin-solid";
import { addressesAt, localPort, shellSettings } from "./scripts/local-settings.ts";

const root = import.meta.dirname;

export default defineConfig(({ command }) => {
  const port = localPort(process.env);
  const isDev = command === "serve";
  return {
    root: join(root, "client"),
    build: { outDir: join(root, "dist"), emptyOutDir: true },
    server: { port, strictPort: true },
    environments: { media_timeline: { build: { minify: true } } },
    plugins: [
      solid(),
      cloudflare({
        configPath: join(root, "wrangler.toml"),
        persistState: { path: process.env["MEDIA_STATE_DIR"] ?? join(root, ".wrangler/state") },
        inspectorPort: false,
        auxiliaryWorkers: isDev ? [{ configPath: join(root, "server/sandbox/wrangler.toml") }] : [],
        // The sandbox joins a development server only: no build has seen it.
        config: (worker) => {
          if (!isDev) return;
          worker.main = join(root, "server/sandbox/dev-entry.ts");
          worker.services = [
            ...(worker.services ?? []),
            { binding: "SANDBOX_WORKER", service: "sandbox" },
          ];
          const first = worker.assets?.run_worker_first;
          worker.assets = {
            ...worker.assets,
            run_worker_first: [...(Array.isArray(first) ? first : []), "/sandbox", "/sandbox/*"],
          };
          worker.vars = {
            ...worker.vars,
            ...addressesAt(port),
            SHELL_SETTINGS: shellSettings(process.env),
          };
        },
      }),
    ],
  };
});
