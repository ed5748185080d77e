import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { Stop } from "./stop.ts";

/** Two servers on one local database would undo each other's work: the second one is refused. */
export async function lockState(stateDir: string): Promise<void> {
  makeFolder(stateDir);
  do await refuseUsedState(stateDir);
  while (!tryLock(stateDir));
  process.once("exit", () => unlock(stateDir, process.pid));
}

/** Empties a state folder, unless a server is using it. */
export async function wipeState(stateDir: string): Promise<void> {
  await refuseUsedState(stateDir);
  rmSync(stateDir, { recursive: true, force: true });
}

async function refuseUsedState(stateDir: string): Promise<void> {
  let pid = readLock(stateDir);
  if (pid === 0) {
    // Made, and perhaps about to be written.
    await sleep(100);
    pid = readLock(stateDir);
  }
  if (pid !== null && (await isServer(pid))) {
    throw new Stop(
      `Another \`npm start\` (process ${pid}) uses ${stateDir}: stop it, or give this one a port and a state of its own, \`PORT=8790 MEDIA_STATE_DIR=.wrangler/second npm start\`. If no such server runs, delete ${lockPath(stateDir)}.`,
    );
  }
  unlock(stateDir, pid);
}

function makeFolder(stateDir: string): void {
  try {
    mkdirSync(stateDir, { recursive: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Stop(
      `The folder ${stateDir} cannot be made (${code}): set MEDIA_STATE_DIR to a folder that can.`,
    );
  }
}

function lockPath(stateDir: string): string {
  return join(stateDir, "server.pid");
}

/** The process that holds the lock; null where there is no lock, 0 where it is not a number. */
function readLock(stateDir: string): number | null {
  try {
    const pid = Number(readFileSync(lockPath(stateDir), "utf8"));
    return Number.isSafeInteger(pid) ? pid : 0;
  } catch {
    return null;
  }
}

function tryLock(stateDir: string): boolean {
  try {
    writeFileSync(lockPath(stateDir), String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Only that holder's lock: another may have taken it over in the meantime. */
function unlock(stateDir: string, pid: number | null): void {
  if (pid !== null && readLock(stateDir) === pid) rmSync(lockPath(stateDir), { force: true });
}

/** A number can come back as another program's after a restart, and the dead can stay as zombies. */
async function isServer(pid: number): Promise<boolean> {
  if (pid <= 0 || pid === process.pid || !isThere(pid)) return false;
  const args = ["-o", "stat=", "-o", "args=", "-p", String(pid)];
  const ps = await promisify(execFile)("ps", args).catch(() => null);
  return ps === null || /^\s*[^Z\s]\S*\s.*\bnode\b/.test(ps.stdout);
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
