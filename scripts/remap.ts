import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Context } from "../server/context.ts";
import { isOlder } from "./remap/is-older.ts";
import { openDeployment, openLocal } from "./remap/open-storage.ts";
import { remapAll } from "./remap/remap-all.ts";
import { runScript, Stop } from "./stop.ts";

const root = resolve(import.meta.dirname, "..");
const HOW = "npm run remap -- [platform] [--connection ID] [--env NAME]";

/** After a mapper changed: makes items again from the answers that were kept, and asks nobody. */
await runScript(async () => {
  const { platform, connection, env } = readArguments();
  const state = resolve(root, process.env["MEDIA_STATE_DIR"] || ".wrangler/state");
  const storage = env === null ? await openLocal(root, state) : await openDeployment(root, env);
  try {
    if (platform !== null) checkPlatform(storage.ctx, platform);
    const isWhole = await remapAll(storage.ctx, { platform, id: connection });
    process.exitCode = isWhole ? 0 : 1;
  } catch (error) {
    throw isOlder(error) ? new Stop(older(env)) : error;
  } finally {
    await storage.close();
  }
});

function readArguments(): Record<"platform" | "connection" | "env", string | null> {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { connection: { type: "string" }, env: { type: "string" } },
    });
    if (positionals.length > 1) throw new Stop(`One platform at a time, or none for all: ${HOW}`);
    return {
      platform: positionals[0] ?? null,
      connection: values.connection ?? null,
      env: values.env ?? null,
    };
  } catch (error) {
    if (error instanceof Stop) throw error;
    const why = error instanceof Error ? error.message.split(". ")[0] : "That is not understood";
    throw new Stop(`${why}. It is: ${HOW}`);
  }
}

function checkPlatform({ platforms }: Context, platform: string): void {
  if (platforms.some(({ id }) => id === platform)) return;
  const ids = platforms.map(({ id }) => id).join(", ");
  throw new Stop(`There is no platform “${platform}”. There are ${ids}.`);
}

function older(env: string | null): string {
  return env === null
    ? "The local database is older than this code: start it once with `npm start`."
    : `The database of ${env} is older than this code: deploy it first.`;
}
