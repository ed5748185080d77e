import { join } from "node:path";
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import solid from "vite-plugin-solid";
import { defineConfig } from "vitest/config";
import { serveRecorded } from "./scripts/recorded-answers.ts";

const root = import.meta.dirname;
const origin = "http://localhost:8787";

export default defineConfig({
  test: {
    // What a test that passes logs is of no use to anybody.
    silent: "passed-only",
    projects: [
      {
        plugins: [
          cloudflareTest(async () => ({
            main: join(root, "server/index.ts"),
            wrangler: { configPath: join(root, "wrangler.toml") },
            miniflare: {
              // Tests replace `fetch` at the edge; what slips past them must not reach the world.
              outboundService: async (request: Request) =>
                (await serveRecorded(root, request.url)) ??
                new Response(`A test called ${request.url}`, { status: 599 }),
              // Tests deliver messages themselves; the real queue's own pace would come in between.
              queueConsumers: {
                "media-sync-development": { maxBatchSize: 100, maxBatchTimeout: 60 },
              },
              bindings: {
                TEST_MIGRATIONS: await readD1Migrations(join(root, "migrations/media")),
                CONFORMANCE_FOLDER: process.env["CONFORMANCE_FOLDER"] ?? "",
                FUZZ: process.env["FUZZ"] ?? "",
                CHAOS: process.env["CHAOS"] ?? "",
                TICKS_IN_FULL: process.env["TICKS_IN_FULL"] ?? "",
                ENVIRONMENT: "development",
                EncryptionKey: Buffer.alloc(32, "test key").toString("base64"),
                MEDIA_API_URL: origin,
                MEDIA_FRONTEND_URL: origin,
                DEVPAD_URL: `${origin}/sandbox/devpad.tools`,
                MEDIA_UPSTREAM_ORIGIN: "http://127.0.0.1:8787/sandbox",
              },
            },
          })),
        ],
        test: {
          name: "server",
          include: ["server/**/*.test.ts", "shared/**/*.test.ts"],
          setupFiles: [join(root, "server/testing/setup.ts")],
          // Its text is read, to know the palette.
          css: { include: /tokens\.css/ },
          // One isolate for all files saves 2 s a file; the set-up empties the storage between tests.
          isolate: false,
          testTimeout: 30_000,
          deps: {
            optimizer: {
              ssr: {
                enabled: true,
                include: [
                  "zod",
                  "hono",
                  "htmlparser2",
                  "@trpc/server",
                  "@hono/trpc-server",
                  "drizzle-orm",
                  "drizzle-orm/d1",
                  "drizzle-orm/sqlite-core",
                ],
              },
            },
          },
        },
      },
      {
        plugins: [solid()],
        test: {
          name: "client",
          environment: "happy-dom",
          testTimeout: 30_000,
          include: ["client/**/*.test.{ts,tsx}"],
        },
      },
      {
        test: {
          name: "scripts",
          include: ["scripts/**/*.test.ts", "bench/**/*.test.ts", "chaos/**/*.test.ts"],
        },
      },
    ],
  },
});
