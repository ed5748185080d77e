import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { localPort, sandboxOnly } from "../local-settings.ts";
import { Stop } from "../stop.ts";

const READY_WITHIN_MS = 120_000;

export interface BorrowedServer {
  readonly origin: string;
  release(): Promise<void>;
}

/** The server that runs already, which stays; or one of our own, which is stopped afterwards. */
export async function borrowServer(root: string): Promise<BorrowedServer> {
  const port = localPort(process.env);
  const origin = `http://localhost:${port}`;
  if (await isHealthy(origin)) return { origin, release: async () => {} };

  console.log(`No server at ${origin}: starting one.`);
  const server = spawn(
    process.execPath,
    ["--import", "./scripts/need-node.js", "scripts/start.ts"],
    {
      cwd: root,
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, ...sandboxOnly(port) },
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
