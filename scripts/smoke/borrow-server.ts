import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { localPort, sandboxOnly } from "../local-settings.ts";
import { wipeState } from "../lock-state.ts";
import { Stop } from "../stop.ts";

const READY_WITHIN_MS = 120_000;

export interface BorrowedServer {
  readonly origin: string;
  release(): Promise<void>;
}

/** The server that runs already, which stays; or an own one with an empty state, which is stopped. */
export async function borrowServer(root: string): Promise<BorrowedServer> {
  const port = localPort(process.env);
  const origin = `http://localhost:${port}`;
  if (await isHealthy(origin)) return { origin, release: async () => {} };

  console.log(`No server at ${origin}: starting one with an empty state.`);
  const state = join(root, ".wrangler/smoke");
  await wipeState(state);
  const server = spawn(
    process.execPath,
    ["--import", "./scripts/need-node.js", "scripts/start.ts"],
    {
      cwd: root,
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, ...sandboxOnly(port), MEDIA_STATE_DIR: state },
      // Ctrl-C is for the check, which ends the server when it has ended itself.
      detached: true,
    },
  );
  const ended = once(server, "exit");
  const release = async () => {
    server.kill("SIGTERM");
    await ended;
  };
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline && server.exitCode === null) {
    if (await isHealthy(origin)) return { origin, release };
    await sleep(500);
  }
  await release();
  throw new Stop("The server did not start; `npm start` shows why.");
}

async function isHealthy(origin: string): Promise<boolean> {
  const answer = await fetch(`${origin}/health`).catch(() => null);
  return answer?.ok === true;
}
