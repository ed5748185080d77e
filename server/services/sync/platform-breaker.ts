import type { Context } from "../../context.ts";
import type { Platform } from "../../platforms/platform.ts";
import type { ClaimedConnection } from "../../store/connection-leases.ts";
import {
  addSuspect,
  claimProbe,
  endOutage,
  failProbe,
  openOutage,
} from "../../store/platform-outages.ts";

/**
 * The breaker of a whole platform. So many connections that it does not answer, and none that it
 * does, open it: nobody asks any more, and it is held against nobody. Then one at a time probes it, and
 * the first that is answered closes it.
 */
const SUSPECTS_TO_OPEN = 3;
const SUSPECTED_FOR_MS = 10 * 60_000;
/** How long one that probes is waited for. */
const PROBE_LEASE_MS = 60_000;
const FIRST_PROBE_MS = 60_000;
const LAST_PROBE_MS = 10 * 60_000;
/** Those who waited come back one by one, over as long as a round of checks takes. */
const RETURN_OVER_MS = 5 * 60_000;

/** Whether a run may ask its platform; `probe` is the one that may while nobody else does. */
export type Admission =
  | { readonly type: "open" }
  | { readonly type: "probe" }
  /** Epoch milliseconds: when to try again. */
  | { readonly type: "aside"; readonly until: number };

export async function admit(ctx: Context, connection: ClaimedConnection): Promise<Admission> {
  const { outage, platform } = connection;
  if (outage === null || outage.openedAt === null || outage.probeAt === null) {
    return { type: "open" };
  }
  const now = ctx.now();
  if (now < outage.probeAt) return { type: "aside", until: returnAt(ctx, outage.probeAt) };
  const nextAt = now + PROBE_LEASE_MS;
  if (await claimProbe(ctx.db, platform, { now, nextAt })) return { type: "probe" };
  return { type: "aside", until: returnAt(ctx, nextAt) };
}

/** When one that waits for a platform comes back. */
export function returnAt(ctx: Context, probeAt: number): number {
  return Math.max(ctx.now(), probeAt) + Math.floor(ctx.random() * RETURN_OVER_MS);
}

/**
 * Learns from a run that asked. True while the platform's trouble is everybody's, so that this
 * connection's failure does not count.
 */
export async function learn(
  ctx: Context,
  connection: ClaimedConnection,
  { platform, isOutage }: { platform: Platform; isOutage: boolean },
): Promise<boolean> {
  // Addresses of the open internet have nothing in common but their platform's name.
  if (platform.hosts === "public") return false;
  const now = ctx.now();
  if (!isOutage) {
    if (connection.outage !== null) await endOutage(ctx.db, platform.id);
    return false;
  }
  if (connection.outage?.openedAt != null) {
    await failProbe(ctx.db, platform.id, nextProbe(ctx, connection.outage.probes + 1));
    return true;
  }
  const outage = await addSuspect(ctx.db, platform.id, {
    connectionId: connection.id,
    now,
    since: now - SUSPECTED_FOR_MS,
  });
  if (outage === null) return false;
  if (outage.openedAt !== null) return true;
  if (outage.suspects.length < SUSPECTS_TO_OPEN) return false;
  const isFirst = await openOutage(ctx.db, platform.id, { now, probeAt: nextProbe(ctx, 0) });
  if (isFirst) ctx.log.warn("platform.outage", { platform: platform.id });
  return true;
}

function nextProbe(ctx: Context, probes: number): number {
  const longest = Math.min(FIRST_PROBE_MS * 2 ** Math.min(probes, 10), LAST_PROBE_MS);
  return ctx.now() + Math.floor((0.5 + ctx.random() / 2) * longest);
}
