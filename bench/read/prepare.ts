import { ensurePerson } from "../../server/sandbox/people.ts";
import { createMemoryStore } from "../../server/sandbox/memory-store.ts";
import { createState } from "../../server/sandbox/state.ts";
import { hashSecret } from "../../server/oauth/encoding.ts";
import { putSession } from "../../server/store/sessions.ts";
import { DAY } from "../../server/sandbox/times.ts";
import { migrateLocal } from "../../scripts/migrate-local.ts";
import { openLocal } from "../../scripts/remap/open-storage.ts";
import { ensureSeeded } from "../../scripts/seed/ensure-seeded.ts";
import { createProgress } from "../../scripts/seed/progress.ts";
import { writeHistory } from "../../scripts/seed/write-history.ts";

/** What a person's session looks like to the Worker; it is known, so nobody is asked for it. */
export const COOKIE = "auth_session=bench";

export interface Prepared {
  /** The day halfway down. */
  readonly middle: string;
  /** Of each platform's connection. */
  readonly connections: Readonly<Record<string, string>>;
}

/** A database in an empty folder, with one person who has so many items and is signed in. */
export async function prepare(root: string, stateDir: string, items: number): Promise<Prepared> {
  await migrateLocal(root, stateDir);
  const { ctx, close } = await openLocal(root, stateDir);
  try {
    const person = await ensurePerson(createState(createMemoryStore()), {
      name: "Bench",
      login: "bench",
      items: 0,
      lives: false,
      inOneMoment: false,
    });
    const { userId, connections } = await ensureSeeded(ctx, person);
    const progress = createProgress(process.stderr, items);
    const middle = await writeHistory(
      ctx,
      { login: person.login, connections },
      items,
      progress.told,
    );
    progress.end();
    await putSession(ctx.db, {
      tokenHash: await hashSecret(`devpad cookie ${COOKIE}`),
      userId,
      createdAt: ctx.now(),
      expiresAt: ctx.now() + DAY,
    });
    return {
      middle: new Date(middle).toISOString().slice(0, 10),
      connections: Object.fromEntries(connections.map((one) => [one.platform, one.id])),
    };
  } finally {
    await close();
  }
}
