import { defineConfig } from "@playwright/test";
import { E2E_PORT } from "./e2e/port.ts";

const origin = `http://localhost:${E2E_PORT}`;
const executablePath = process.env["CHROMIUM_PATH"];

export default defineConfig({
  testDir: "e2e",
  // One server and one person: what a test connects, the next one sees.
  workers: 1,
  forbidOnly: process.env["CI"] !== undefined,
  timeout: 60_000,
  use: {
    baseURL: origin,
    launchOptions: executablePath ? { executablePath } : {},
    screenshot: "only-on-failure",
  },
  webServer: {
    command: "node --import ./scripts/need-node.js e2e/serve.ts",
    url: `${origin}/health`,
    timeout: 120_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 5_000 },
  },
});
