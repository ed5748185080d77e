import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { lockState, wipeState } from "./lock-state.ts";

let state = "";
let children: ChildProcess[] = [];
const lock = () => join(state, "server.pid");

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), "state-"));
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(state, { recursive: true, force: true });
});

/** Another process that locks the folder and stays; null when it was refused. */
async function startHolder(): Promise<ChildProcess | null> {
  const script = `
    import { lockState } from ${JSON.stringify(join(import.meta.dirname, "lock-state.ts"))};
    process.on("SIGTERM", () => process.exit(0));
    await lockState(${JSON.stringify(state)});
    console.log("locked");
    setInterval(() => {}, 1000);`;
  const holder = startChild(process.execPath, ["--input-type=module", "-e", script]);
  await Promise.race([once(holder.stdout ?? holder, "data"), once(holder, "exit")]);
  return holder.exitCode === null ? holder : null;
}

async function end(holder: ChildProcess | null, signal: NodeJS.Signals): Promise<void> {
  holder?.kill(signal);
  if (holder) await once(holder, "exit");
}

function startChild(command: string, args: string[]): ChildProcess {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "ignore"] });
  children.push(child);
  return child;
}

it("refuses a folder that a living server uses, and says what to do", async () => {
  const holder = await startHolder();
  const told = new RegExp(
    `process ${holder?.pid}\\) uses ${state}: .*PORT=8790 MEDIA_STATE_DIR=.* npm start.* delete ${lock()}`,
  );
  await expect(lockState(state)).rejects.toThrow(told);
  await expect(wipeState(state)).rejects.toThrow(told);
  expect(readFileSync(lock(), "utf8")).toBe(String(holder?.pid));
});

it("is given back when the server ends, and taken over when it was killed", async () => {
  await end(await startHolder(), "SIGTERM");
  expect(existsSync(lock())).toBe(false);

  await end(await startHolder(), "SIGKILL");
  expect(existsSync(lock())).toBe(true);
  const heir = await startHolder();
  expect(readFileSync(lock(), "utf8")).toBe(String(heir?.pid));
});

it("lets one in when many come at once, after one that was killed", async () => {
  await end(await startHolder(), "SIGKILL");
  const holders = await Promise.all([startHolder(), startHolder(), startHolder()]);
  expect(holders.filter((holder) => holder !== null)).toHaveLength(1);
});

it.each(["", "-1", "words"])("takes over a lock that says %j", async (text) => {
  writeFileSync(lock(), text);
  await wipeState(state);
  expect(existsSync(state)).toBe(false);
});

it("takes over a lock whose number is another program's by now", async () => {
  const other = startChild("sleep", ["60"]);
  writeFileSync(lock(), String(other.pid));
  await wipeState(state);
  expect(existsSync(state)).toBe(false);
});
