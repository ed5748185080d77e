import { expect, test } from "@playwright/test";
import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { sandboxOnly } from "../scripts/local-settings.ts";
import { countPublicItems, createPerson, signIn, wholeHistory } from "./sandbox.ts";

// A server of its own, to be killed without a word in the middle of a first sync.
const PORT = 8798;
const ROOT = resolve(import.meta.dirname, "..");
const STATE = resolve(ROOT, ".wrangler/e2e-restart");

test.use({ baseURL: `http://localhost:${PORT}` });

let server: ChildProcess | null = null;

async function start(): Promise<void> {
  server = spawn("node", ["scripts/start.ts"], {
    cwd: ROOT,
    env: {
      ...process.env,
      ...sandboxOnly(PORT),
      PORT: String(PORT),
      MEDIA_STATE_DIR: STATE,
    },
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  await new Promise<void>((ready) =>
    server?.stdout?.on("data", (line: Buffer) => {
      if (line.toString().includes(`http://localhost:${PORT}`)) ready();
    }),
  );
}

/** The whole process group at once, as a machine that loses power would. */
function kill(): void {
  if (server?.pid !== undefined) process.kill(-server.pid, "SIGKILL");
  server = null;
}

test.beforeAll(() => rmSync(STATE, { recursive: true, force: true }));
test.afterAll(kill);

test("a Worker that is killed in the middle of the first sync ends with the same items", async ({
  page,
}) => {
  test.setTimeout(300_000);
  await start();
  await createPerson(page.request, "Runa", 1500);
  await signIn(page, "Runa");
  await page.goto("/connections");
  await page.getByRole("link", { name: "Connect GitHub" }).click();
  await page.getByRole("radio", { name: /runa/i }).check();
  await page.getByRole("button", { name: "Approve" }).click();
  const state = page.locator(".source-state").first();
  await expect(state).toHaveText(/First sync\. [1-9][\d,]* items so far/, { timeout: 30_000 });
  expect(await state.textContent()).toContain("so far");
  kill();

  await start();
  const items = await countPublicItems(page.request, "Runa");
  await page.goto("/connections");
  await expect(page.getByText(wholeHistory(items))).toBeVisible({
    timeout: 210_000,
  });
});
