import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { Stop } from "./stop.ts";

/** Brings the local D1 in `stateDir` to the newest migration. Silent unless it fails. */
export async function migrateLocal(root: string, stateDir: string): Promise<void> {
  const wrangler = join(root, "node_modules/wrangler/bin/wrangler.js");
  const args = [wrangler, "d1", "migrations", "apply", "DB", "--local", "--persist-to", stateDir];
  try {
    await promisify(execFile)(process.execPath, args, {
      cwd: root,
      env: { ...process.env, CI: "1", WRANGLER_SEND_METRICS: "false", NO_COLOR: "1" },
    });
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Stop(
      `${stdout}${stderr}\nThe local database could not be migrated. If its data can go, delete ${stateDir} and start again; if a migration is wrong, correct it first.`,
    );
  }
}
