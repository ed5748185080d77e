import type { Context } from "../../context.ts";
import type { Platform } from "../../platforms/platform.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { findBlockedUntil, putBlockedUntil } from "../../store/rate-limits.ts";
import { rateLimited } from "./run-failure.ts";
import type { RunFailure } from "./run-failure.ts";

/** A platform that does not say how long is left alone for so long. */
const SHORTEST_BLOCK_MS = 60_000;

/** Where all users of a client share one limit, and it is used up: the failure, without having asked. */
export async function findSharedLimit(
  ctx: Context,
  connection: ConnectionRow,
  platform: Platform,
): Promise<RunFailure | null> {
  if (platform.limitScope !== "client") return null;
  const scope = scopeOf(ctx, connection, platform);
  const blockedUntil = await findBlockedUntil(ctx.db, scope, ctx.now());
  return blockedUntil === null ? null : rateLimited(platform.name, blockedUntil);
}

/** Tells the others of that client, so that none of them asks before its time. */
export async function keepSharedLimit(
  ctx: Context,
  connection: ConnectionRow,
  platform: Platform,
  failure: RunFailure,
): Promise<void> {
  if (platform.limitScope !== "client" || failure.outcome !== "rate_limited") return;
  const now = ctx.now();
  const until = failure.retryAt ?? now + SHORTEST_BLOCK_MS;
  await putBlockedUntil(ctx.db, scopeOf(ctx, connection, platform), until, now);
}

/** The client that the connection's grant belongs to, the server's where it is no other. */
function scopeOf(ctx: Context, connection: ConnectionRow, platform: Platform): string {
  const server = ctx.config.oauthClient(platform.id);
  const clientId = connection.clientId ?? ("missing" in server ? "" : server.clientId);
  return `${platform.id} ${clientId}`;
}
