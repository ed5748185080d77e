import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { dropIndex } from "../server/services/search/drop-index.ts";
import { rebuildIndex } from "../server/services/search/rebuild-index.ts";
import { isOlder } from "./remap/is-older.ts";
import { openDeployment, openLocal } from "./remap/open-storage.ts";
import { runScript, Stop } from "./stop.ts";

const root = resolve(import.meta.dirname, "..");
const HOW = "npm run search -- rebuild | drop [--env NAME]";

/** The full-text index holds nothing that the items do not: it may be taken away, and made anew, at any time. */
await runScript(async () => {
  const { act, env } = readArguments();
  const state = resolve(root, process.env["MEDIA_STATE_DIR"] || ".wrangler/state");
  const { ctx, close } =
    env === null ? await openLocal(root, state) : await openDeployment(root, env);
  try {
    if (act === "drop") {
      await dropIndex(ctx);
      console.log(
        `The search index is gone, and \`wrangler d1 export\` can read the database. \`npm run search -- rebuild${env === null ? "" : ` --env ${env}`}\` brings it back.`,
      );
    } else {
      const items = await rebuildIndex(ctx, tell);
      tellEnd();
      console.log(`The search index is made anew: ${items.toLocaleString("en")} items.`);
    }
  } catch (error) {
    throw isOlder(error) ? new Stop("The database is older than this code.") : error;
  } finally {
    await close();
  }
});

function readArguments(): { act: "rebuild" | "drop"; env: string | null } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { env: { type: "string" } },
    });
    const [act, ...more] = positionals;
    if ((act !== "rebuild" && act !== "drop") || more.length > 0) throw new Stop(`It is: ${HOW}`);
    return { act, env: values.env ?? null };
  } catch (error) {
    if (error instanceof Stop) throw error;
    const why = error instanceof Error ? error.message.split(". ")[0] : "That is not understood";
    throw new Stop(`${why}. It is: ${HOW}`);
  }
}

/** On a terminal only: one line that is written over. */
function tell(items: number): void {
  if (process.stdout.isTTY) process.stdout.write(`\r${items.toLocaleString("en")} items`);
}

function tellEnd(): void {
  if (process.stdout.isTTY) process.stdout.write("\r\u001b[K");
}
