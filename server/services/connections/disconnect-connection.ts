import type { Context } from "../../context.ts";
import { revoke } from "../../oauth/flow.ts";
import {
  deleteDisconnected,
  hasTwin,
  listDisconnecting,
  updateConnection,
} from "../../store/connections.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { deleteSomeOfConnection } from "../../store/items.ts";
import { findClientOf } from "../apps/find-client.ts";
import type { Actor } from "../identity/identity.ts";
import { tokenPlace } from "./token.ts";
import { getOwnConnection } from "./view.ts";

/** Rows of a table that go in one statement. */
const DELETE_CHUNK = 10_000;

export interface Disconnected {
  readonly id: string;
  readonly itemsDeleted: number;
  /** False when the platform could not be told: the person can end the grant there himself. */
  readonly revoked: boolean;
}

/**
 * Ends the grant at the platform and deletes all that the connection brought, raw answers included.
 * It is gone from every list at once; a stop half-way is finished by the next tick.
 */
export async function disconnectConnection(
  ctx: Context,
  actor: Actor,
  id: string,
): Promise<Disconnected> {
  const row = await getOwnConnection(ctx, actor, id);
  await updateConnection(
    ctx.db,
    id,
    { status: "disconnecting", nextSyncAt: null, updatedAt: ctx.now() },
    { raiseFence: true },
  );
  const revoked = await finishDisconnect(ctx, row);
  return { id, itemsDeleted: row.itemCount, revoked };
}

/**
 * Ends the grant and deletes what is left of a connection, its own row last: as long as that stands,
 * the token to end the grant with does too. Safe to run again. True when the platform confirmed.
 */
export async function finishDisconnect(ctx: Context, row: ConnectionRow): Promise<boolean> {
  const revoked = await endGrant(ctx, row);
  while (!(await deleteSomeOfConnection(ctx.db, row.id, DELETE_CHUNK)));
  while (!(await ctx.snapshots.deleteSome(row.id)));
  await deleteDisconnected(ctx.db, row.id);
  ctx.log.info("connection.disconnected", { connection: row.id, platform: row.platform });
  return revoked;
}

/** A refresh token stands for the whole grant, where there is one. */
async function openToken(
  ctx: Context,
  row: ConnectionRow,
  what: "token" | "grant",
): Promise<string> {
  const { accessTokenSealed, refreshTokenSealed } = row;
  return what === "grant" && refreshTokenSealed !== null
    ? await ctx.vault.open(refreshTokenSealed, tokenPlace(row.id, "refresh_token_sealed"))
    : await ctx.vault.open(accessTokenSealed, tokenPlace(row.id, "access_token_sealed"));
}

/** Connections whose deletion was cut off. */
export async function finishDisconnects(ctx: Context): Promise<void> {
  for (const row of await listDisconnecting(ctx.db, 5)) await finishDisconnect(ctx, row);
}

async function endGrant(ctx: Context, row: ConnectionRow): Promise<boolean> {
  const platform = ctx.platforms.find((one) => one.id === row.platform);
  // A handle gave us nothing that could be ended; a key is its owner's to delete there.
  if (platform?.connect.type !== "oauth") return row.accessTokenSealed === "";
  try {
    const client = await findClientOf(ctx, row);
    if (client === null) return false;
    // The grant carries every token of that account: it may only go when nobody else stands on it.
    const what = (await hasTwin(ctx.db, row)) ? "token" : "grant";
    const token = await openToken(ctx, row, what);
    return await revoke(ctx.http(platform, null), platform.connect, what, { client, token });
  } catch (error) {
    ctx.log.warn("grant.not_revoked", {
      connection: row.id,
      reason: error instanceof Error ? error.name : "unknown",
    });
    return false;
  }
}
