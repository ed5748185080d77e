import { env } from "cloudflare:workers";
import type { MediaBindings } from "../bindings.ts";
import { configOf } from "../config.ts";
import { createContext } from "../context.ts";
import type { Context } from "../context.ts";
import type { PlatformItem } from "../platforms/page.ts";
import { commitRun } from "../store/commit-run.ts";
import type { RunCommit } from "../store/commit-run.ts";
import { findConnectionOfAccount, insertConnection } from "../store/connections.ts";
import type { ConnectionRow } from "../store/connections.ts";
import { tokenPlace } from "../services/access/token.ts";
import type { Actor } from "../services/identity/identity.ts";
import { ensureUser } from "../services/users/ensure-user.ts";

/** A context on the real D1 and R2, with changed settings where a test needs them. */
export function testContext(settings: Readonly<Record<string, string>> = {}): Context {
  return createContext(testBindings(), testConfig(settings));
}

export function testBindings(): MediaBindings {
  return { DB: env.DB, BUCKET: env.BUCKET };
}

export function testConfig(settings: Readonly<Record<string, string>>) {
  const strings = Object.fromEntries(
    Object.entries(env).filter(([, value]) => typeof value === "string"),
  );
  return configOf({ ...strings, ...settings }, { basePath: "/media" });
}

export async function testPerson(ctx: Context, name: string, zone = "UTC"): Promise<Actor> {
  const foreign = { from: "devpad" as const, id: `devpad-${name}` };
  const userId = await ensureUser(ctx, { foreign, name, email: null, zone });
  return { userId, sessionHash: `session of ${name}` };
}

/** A connection that is due, without a token that any platform would know. */
export async function testConnection(
  ctx: Context,
  actor: Actor,
  change: Partial<ConnectionRow> = {},
): Promise<ConnectionRow> {
  const id = change.id ?? ctx.newId();
  const now = ctx.now();
  const identity = {
    userId: actor.userId,
    platform: change.platform ?? "github",
    externalId: change.externalId ?? id,
  };
  await insertConnection(ctx.db, {
    id,
    handle: "ineshal",
    status: "active",
    includePrivate: false,
    scopes: "read:user",
    accessTokenSealed: await ctx.vault.seal("token", tokenPlace(id, "access_token_sealed")),
    nextSyncAt: now,
    createdAt: now,
    updatedAt: now,
    ...change,
    ...identity,
  });
  const row = await findConnectionOfAccount(ctx.db, identity);
  if (!row) throw new Error("The connection was not stored.");
  return row;
}

export function testItem(change: Partial<PlatformItem> = {}): PlatformItem {
  return {
    kind: "commit",
    externalId: "commit:1",
    occurredAt: Date.UTC(2026, 4, 14, 11, 48),
    title: "Drop the segment buffer",
    body: null,
    url: null,
    place: { name: "ineshal/tarn", url: "https://github.com/ineshal/tarn" },
    state: null,
    reference: null,
    startedAt: null,
    isPrivate: false,
    figures: {},
    isSecondary: false,
    ...change,
  };
}

/** Stores items as a run would, leaving the connection's state as it is. */
export async function storeItems(
  ctx: Context,
  connection: ConnectionRow,
  items: readonly PlatformItem[],
  links: readonly { child: string; parent: string }[] = [],
  more: Partial<Pick<RunCommit, "gone" | "covers" | "rules" | "isPrivate">> = {},
): Promise<{ itemsNew: number; itemsChanged: number }> {
  return await commitRun(ctx.db, {
    connection,
    now: ctx.now(),
    items,
    links,
    gone: [],
    covers: [],
    rules: [],
    repeatedKinds: ctx.platforms.find(({ id }) => id === connection.platform)?.repeatedKinds ?? [],
    isPrivate: null,
    ...more,
    snapshots: [],
    state: connection,
    uses: [],
    end: null,
  });
}
