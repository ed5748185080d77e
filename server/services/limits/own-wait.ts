import type { Context } from "../../context.ts";
import type { Platform } from "../../platforms/platform.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { connectionScope, listLimits, putBlockedUntil } from "../../store/rate-limits.ts";
import type { RunFailure } from "../sync/run-failure.ts";
import { SHORTEST_BLOCK_MS } from "./allowance.ts";
import { scopeOf } from "./lines-of.ts";

/**
 * Keeps beside a connection how long its platform told it to wait: when it is due is changed by whoever
 * resumes or reconnects it, and this is not. A limit that its whole app shares stands there already.
 */
export async function keepWait(
  ctx: Context,
  connection: Pick<ConnectionRow, "id" | "fence">,
  platform: Platform,
  { outcome, retryAt }: RunFailure,
): Promise<void> {
  const isLimit = outcome === "rate_limited";
  if (isLimit ? platform.limitScope === "client" : retryAt === null) return;
  const now = ctx.now();
  const blockedUntil = retryAt ?? now + SHORTEST_BLOCK_MS;
  const scope = connectionScope(connection.id);
  await putBlockedUntil(ctx.db, connection, { scope, blockedUntil, now });
}

/** Until when a connection is not to ask, as its platform told it or its app; null where it may. */
export async function findWait(ctx: Context, connection: ConnectionRow): Promise<number | null> {
  const scopes = [connectionScope(connection.id), scopeOf(ctx, connection)];
  const limits = await listLimits(ctx.db, scopes);
  const until = Math.max(0, ...limits.map((one) => one.blockedUntil));
  return until > ctx.now() ? until : null;
}
