import type { Context } from "../../server/context.ts";
import { userIdOf } from "../../server/platforms/devpad/sandbox/rows.ts";
import type { Person } from "../../server/sandbox/platform-sandbox.ts";
import { ensureUser } from "../../server/services/users/ensure-user.ts";
import {
  findConnectionOfAccount,
  insertConnection,
  listConnections,
} from "../../server/store/connections.ts";
import type { ConnectionRow } from "../../server/store/connections.ts";
import { Stop } from "../stop.ts";
import { accountsOf } from "./connections.ts";

/** Summer time and winter time, so that days are not UTC's. */
const ZONE = "Europe/Berlin";

export interface Seeded {
  readonly userId: string;
  readonly connections: readonly ConnectionRow[];
}

/**
 * A person of the sandbox as the product knows him once he has signed in, with an account on every
 * platform. They are paused: nobody asks the sandbox for what it does not have. Throws `Stop` where
 * he has connections already.
 */
export async function ensureSeeded(ctx: Context, person: Person): Promise<Seeded> {
  const userId = await ensureUser(ctx, {
    foreign: { from: "devpad", id: userIdOf(person) },
    name: person.name,
    email: person.email,
    zone: ZONE,
  });
  if ((await listConnections(ctx.db, userId)).length > 0) {
    throw new Stop(
      `${person.login} has connections already, and is left as they are: name another with --person.`,
    );
  }
  const connections: ConnectionRow[] = [];
  for (const account of accountsOf(person.login)) {
    connections.push(await connect(ctx, { ...account, userId }));
  }
  return { userId, connections };
}

async function connect(
  ctx: Context,
  account: ReturnType<typeof accountsOf>[number] & { readonly userId: string },
): Promise<ConnectionRow> {
  const now = ctx.now();
  await insertConnection(ctx.db, {
    ...account,
    id: ctx.newId(),
    status: "paused",
    includePrivate: true,
    scopes: "",
    accessTokenSealed: "",
    isComplete: true,
    completeSince: 0,
    lastCheckedAt: now,
    lastSuccessAt: now,
    createdAt: now,
    updatedAt: now,
  });
  const row = await findConnectionOfAccount(ctx.db, account);
  if (row === null) throw new Error(`The connection to ${account.platform} was not stored.`);
  return row;
}
