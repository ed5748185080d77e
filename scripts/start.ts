import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createServer } from "vite";
import { ensureDevVars } from "./dev-vars.ts";
import { endLeftovers } from "./end-leftovers.ts";
import { ensureFreePort } from "./ensure-free-port.ts";
import { localPort } from "./local-settings.ts";
import { lockState } from "./lock-state.ts";
import { migrateLocal } from "./migrate-local.ts";
import { runScript, Stop } from "./stop.ts";

const root = resolve(import.meta.dirname, "..");
const TICK_EVERY_MS = 5 * 60_000;
/** What a killed server left half done is leased for a little more than a minute, or backs off for a few. */
const EARLY_TICKS_MS = [80_000, 160_000, 240_000];
const READY_WITHIN_MS = 90_000;
/** Read at once: it may end while the server is still starting. */
const parent = process.ppid;

await runScript(async () => {
  const port = localPort(process.env);
  const origin = `http://localhost:${port}`;
  const state = resolve(root, process.env["MEDIA_STATE_DIR"] || ".wrangler/state");
  process.env["MEDIA_STATE_DIR"] = state;
  quietenTools();
  ensureDevVars(join(root, ".dev.vars"));
  await ensureFreePort(port);
  await lockState(state);
  await endLeftovers(root);
  await migrateLocal(root, state);

  const server = await createServer({ configFile: join(root, "vite.config.ts"), logLevel: "warn" });
  await server.listen();
  endWithPerson(() => server.close());

  await untilHealthy(origin);
  console.log(`Media Timeline is at ${origin} (Ctrl-C stops it).`);
  await tick(origin);
  for (const ms of EARLY_TICKS_MS) setTimeout(() => void tick(origin), ms);
  // On whole five minutes, as Cloudflare's cron would.
  setTimeout(
    () => {
      void tick(origin);
      setInterval(() => void tick(origin), TICK_EVERY_MS);
    },
    TICK_EVERY_MS - (Date.now() % TICK_EVERY_MS),
  );
});

function quietenTools(): void {
  process.env["CLOUDFLARE_CF_FETCH_ENABLED"] = "false";
  process.env["WRANGLER_SEND_METRICS"] = "false";
  process.env["WRANGLER_LOG"] ??= "error";
}

async function untilHealthy(origin: string): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    const answer = await fetch(`${origin}/health`).catch(() => null);
    if (answer?.ok) return;
    if (answer?.status === 500) {
      throw new Stop(
        "A setting is wrong: the line above names it. Correct it in .dev.vars or the shell.",
      );
    }
    await sleep(250);
  }
  throw new Stop(`${origin}/health did not become healthy in 90 seconds; see the messages above.`);
}

/** Cloudflare's cron does not run locally, so the same handler is called from here. */
async function tick(origin: string): Promise<void> {
  const answer = await fetch(`${origin}/cdn-cgi/handler/scheduled?cron=*/5+*+*+*+*`).catch(
    () => null,
  );
  if (!answer?.ok)
    console.error("The five-minute check did not run; it is tried again in five minutes.");
}

/** Ends with Ctrl-C, and with the `npm start` around it, which dies without passing every signal on. */
function endWithPerson(close: () => Promise<void>): void {
  const end = () => void Promise.race([close(), sleep(5_000)]).finally(() => process.exit(0));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, end);
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    end();
  }, 500);
}
