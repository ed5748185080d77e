import type { Revoked } from "../../oauth/flow.ts";
import type { Context } from "../../context.ts";
import {
  dropLeftGrant,
  leaveGrant,
  listLeftGrants,
  putOffLeftGrant,
} from "../../store/left-grants.ts";
import type { Grant, LeftGrant } from "../../store/left-grants.ts";
import { endGrant } from "./end-grant.ts";

/** So long it is tried; then the tokens are dropped all the same. */
const TRIED_FOR_MS = 24 * 3_600_000;
const WAIT_MS = { first: 5 * 60_000, longest: 3_600_000 } as const;
/** That one tick tries. */
const PER_TICK = { free: 2, paid: 30 } as const;

type Unavailable = Extract<Revoked, { type: "unavailable" }>;

/**
 * Tries once more to end the grants whose platforms were not there when their connections went: after
 * five minutes, then after as long as each has waited, every hour in the end, for a day. At most 3 queries and a request for each, and one.
 */
export async function endLeftGrants(ctx: Context): Promise<void> {
  for (const grant of await listLeftGrants(ctx.db, ctx.now(), PER_TICK[ctx.config.plan])) {
    const end = await endGrant(ctx, grant);
    const triedAt = end.type === "unavailable" ? nextTry(ctx, grant.since, end) : null;
    if (triedAt !== null) {
      await putOffLeftGrant(ctx.db, { ...grant, triedAt });
      continue;
    }
    await dropLeftGrant(ctx.db, grant.id);
    const told = { connection: grant.id, platform: grant.platform };
    if (end.type === "ended") ctx.log.info("grant.ended_late", told);
    else ctx.log.warn("grant.given_up", told);
  }
}

/** Takes what could not be ended now out of its connection's row, so that this need not wait for it. */
export async function leaveForLater(ctx: Context, row: Grant, end: Unavailable): Promise<void> {
  const since = ctx.now();
  const left: LeftGrant = {
    id: row.id,
    userId: row.userId,
    platform: row.platform,
    externalId: row.externalId,
    clientId: row.clientId,
    accessTokenSealed: row.accessTokenSealed,
    refreshTokenSealed: row.refreshTokenSealed,
    since,
    triedAt: nextTry(ctx, since, end) ?? since,
  };
  await leaveGrant(ctx.db, left);
}

/** Null after the last. */
function nextTry(ctx: Context, since: number, { retryAt }: Unavailable): number | null {
  const now = ctx.now();
  const last = since + TRIED_FOR_MS;
  if (now >= last) return null;
  const wait = Math.min(WAIT_MS.longest, Math.max(WAIT_MS.first, now - since));
  return Math.min(last, Math.max(retryAt ?? 0, now + wait));
}
