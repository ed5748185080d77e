import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll } from "vitest";
import type { Context } from "../../server/context.ts";
import { openLocal } from "../remap/open-storage.ts";

const root = resolve(import.meta.dirname, "../..");

interface LocalState {
  /** Opens it, as a script does. */
  use<Result>(work: (ctx: Context) => Promise<Result>): Promise<Result>;
  /** One of `scripts/`, in a process and a folder of its own. */
  run(
    script: string,
    args: readonly string[],
    env?: Readonly<Record<string, string>>,
  ): Promise<Ran>;
}

interface Ran {
  readonly code: number;
  readonly output: string;
}

/** A local database for the tests of one file, which goes with them. */
export function localState(): LocalState {
  const path = mkdtempSync(join(tmpdir(), "state-"));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return {
    use: async (work) => {
      const { ctx, close } = await openLocal(root, path);
      try {
        return await work(ctx);
      } finally {
        await close();
      }
    },
    run: async (script, args, env = {}) => {
      const command = [join(root, "scripts", script), ...args];
      return await promisify(execFile)(process.execPath, command, {
        cwd: tmpdir(),
        env: { ...process.env, MEDIA_STATE_DIR: path, ...env },
      }).then(
        ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
        (error: { code: number; stdout: string; stderr: string }) => ({
          code: error.code,
          output: error.stdout + error.stderr,
        }),
      );
    },
  };
}

/** Every migration on an empty database. */
export async function migrate({ db: { $client } }: Context): Promise<void> {
  const folder = join(root, "migrations/media");
  for (const file of readdirSync(folder).toSorted()) {
    if (!file.endsWith(".sql")) continue;
    const statements = readFileSync(join(folder, file), "utf8").split("--> statement-breakpoint");
    await $client.batch(statements.map((one) => $client.prepare(one)));
  }
}
