import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import * as z from "zod";
import { createKvStore } from "../server/sandbox/kv-store.ts";
import { ensurePerson, newPerson } from "../server/sandbox/people.ts";
import type { Person } from "../server/sandbox/platform-sandbox.ts";
import { createState } from "../server/sandbox/state.ts";
import { ensureDevVars } from "./dev-vars.ts";
import { localPort } from "./local-settings.ts";
import { lockState } from "./lock-state.ts";
import { migrateLocal } from "./migrate-local.ts";
import { openLocal } from "./remap/open-storage.ts";
import { ensureSeeded } from "./seed/ensure-seeded.ts";
import { createProgress } from "./seed/progress.ts";
import { writeHistory } from "./seed/write-history.ts";
import { runScript, Stop } from "./stop.ts";

const root = resolve(import.meta.dirname, "..");
const HOW = "npm run seed -- --items N [--person LOGIN]";
const count = z.coerce.number().int().min(1).max(5_000_000);

/** A person with so many items, over all platforms and years, in the local database of `npm start`. */
await runScript(async () => {
  const { items, login } = readArguments();
  const port = localPort(process.env);
  const state = resolve(root, process.env["MEDIA_STATE_DIR"] || ".wrangler/state");
  ensureDevVars(join(root, ".dev.vars"));
  await lockState(state);
  await migrateLocal(root, state);
  const person = await ensureInSandbox(state, login);
  const storage = await openLocal(root, state);
  try {
    const { connections } = await ensureSeeded(storage.ctx, person);
    const progress = createProgress(process.stdout, items);
    await writeHistory(storage.ctx, { login, connections }, items, progress.told);
    progress.end();
  } finally {
    await storage.close();
  }
  console.log(howToSignIn(person, `http://localhost:${port}`));
});

function readArguments(): { items: number; login: string } {
  try {
    const { values } = parseArgs({
      options: { items: { type: "string" }, person: { type: "string" } },
    });
    const items = count.safeParse(values.items);
    if (!items.success) throw new Stop(`Say how many items, from 1 to 5,000,000: ${HOW}`);
    const login = newPerson.shape.login.safeParse(values.person ?? `seeded-${items.data}`);
    if (!login.success) {
      throw new Stop(`A login has letters, digits and hyphens, at most 39: ${HOW}`);
    }
    return { items: items.data, login: login.data };
  } catch (error) {
    if (error instanceof Stop) throw error;
    const why = error instanceof Error ? error.message.split(". ")[0] : "That is not understood";
    throw new Stop(`${why}. It is: ${HOW}`);
  }
}

/** One of the sandbox's people, who does nothing there himself, so that he can be signed in as. */
async function ensureInSandbox(stateDir: string, login: string): Promise<Person> {
  const { getPlatformProxy } = await import("wrangler");
  const proxy = await getPlatformProxy<{ SANDBOX_STATE: Parameters<typeof createKvStore>[0] }>({
    configPath: join(root, "server/sandbox/wrangler.toml"),
    persist: { path: join(stateDir, "v3") },
    remoteBindings: false,
  });
  try {
    const sandbox = createState(createKvStore(proxy.env.SANDBOX_STATE));
    return await ensurePerson(sandbox, {
      name: login,
      login,
      items: 0,
      lives: false,
      inOneMoment: false,
    });
  } finally {
    await proxy.dispose();
  }
}

function howToSignIn(person: Person, origin: string): string {
  return [
    `To look at it: \`npm start\`, open ${origin}, choose “Sign in” and then ${person.name} (${person.login}).`,
    `Without a browser: curl -H "Authorization: Bearer ${person.apiKey}" ${origin}/media/api/timeline.list`,
  ].join("\n");
}
