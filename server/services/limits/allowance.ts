import type { Context } from "../../context.ts";
import type { LimitTold } from "../../platforms/http-failure.ts";
import type { Platform } from "../../platforms/platform.ts";
import type { ClaimedConnection } from "../../store/connection-leases.ts";
import { connectionScope, putBlockedUntil, putUsedUp } from "../../store/rate-limits.ts";
import { rateLimited } from "../sync/run-failure.ts";
import type { RunFailure } from "../sync/run-failure.ts";
import { scopeOf } from "./lines-of.ts";
import { periodAt } from "./period.ts";

/** A platform that does not say how long is left alone for so long. */
export const SHORTEST_BLOCK_MS = 60_000;

/** What keeps a run from asking at all: a limit that is used up, for the connection or all of its app. */
export function findBlock(
  { id, limits }: Pick<ClaimedConnection, "id" | "limits">,
  platform: Platform,
  now: number,
): RunFailure | null {
  const [last] = limits.toSorted((a, b) => b.blockedUntil - a.blockedUntil);
  if (last === undefined || last.blockedUntil <= now) return null;
  const failure = rateLimited(platform.name, last.blockedUntil);
  if (last.scope !== connectionScope(id)) return failure;
  // A limit may have told it, or a server that was busy.
  const message = `${platform.name} asked us to wait. Nothing is lost; the rest comes then.`;
  return { ...failure, message, isOfMany: false };
}

/** The last answer said that nothing is left: the failure that the next would be. */
export function findSpent(told: LimitTold | null, platform: Platform): RunFailure | null {
  if (told === null || told.remaining === null || told.resetAt === null) return null;
  return told.remaining < 1 ? rateLimited(platform.name, told.resetAt) : null;
}

/** Tells the others of that client, so that none of them asks before its time. */
export async function keepBlock(
  ctx: Context,
  connection: ClaimedConnection,
  platform: Platform,
  failure: RunFailure,
): Promise<void> {
  if (platform.limitScope !== "client" || failure.outcome !== "rate_limited") return;
  const now = ctx.now();
  const until = failure.retryAt ?? now + SHORTEST_BLOCK_MS;
  const scope = scopeOf(ctx, connection);
  const granted = usedUpBy(platform, until, now);
  if (granted === null)
    await putBlockedUntil(ctx.db, connection, { scope, blockedUntil: until, now });
  else await putUsedUp(ctx.db, connection, { scope, granted, endsAt: until, now });
}

/** A refusal that lasts to the end of a period that is counted here: all that is given is used. */
function usedUpBy({ quota }: Platform, until: number, now: number): number | null {
  if (quota === null || quota.meter === "requests") return null;
  return until === periodAt(quota.period, now).endsAt ? quota.granted : null;
}
