import type { Context } from "../../context.ts";
import type { Platform } from "../../platforms/platform.ts";
import type { ClaimedConnection } from "../../store/connection-leases.ts";
import {
  addSuspect,
  claimProbe,
  clearSuspects,
  closeOutage,
  failProbe,
  openOutage,
  putOffWaiting,
} from "../../store/platform-outages.ts";
import type { PlatformOutage } from "../../store/platform-outages.ts";
import { outageKey } from "./outage-key.ts";

/**
 * The breaker of a whole platform, or of one of its servers where accounts lie on many. So many connections that it does not answer, and none that it
 * does, open it: nobody asks any more, and it is held against nobody. Then one at a time probes it, and
 * the first that is answered closes it; those who stood in line come back over a while.
 */
const SUSPECTS_TO_OPEN = 3;
const SUSPECTED_FOR_MS = 10 * 60_000;
/** How long one that probes is waited for. */
const PROBE_LEASE_MS = 60_000;
const FIRST_PROBE_MS = 60_000;
const LAST_PROBE_MS = 10 * 60_000;
/** What one answer says of when to ask again is not the word of all. */
const LONGEST_TOLD_MS = 60 * 60_000;
/** Those who waited come back one by one, over as long as a round of checks takes. */
const RETURN_OVER_MS = 5 * 60_000;

/** Whether a run may ask its platform; `probe` is the one that may while nobody else does. */
export type Admission =
  | { readonly type: "open" }
  | { readonly type: "probe" }
  /** Epoch milliseconds: when to try again; `isBack` once the platform answers again. */
  | { readonly type: "aside"; readonly until: number; readonly isBack: boolean };

export async function admit(ctx: Context, connection: ClaimedConnection): Promise<Admission> {
  const { outage, nextSyncAt } = connection;
  if (outage === null || outage.probeAt === null) return { type: "open" };
  const now = ctx.now();
  if (outage.openedAt === null) {
    const stoodInLine = nextSyncAt !== null && nextSyncAt <= outage.probeAt;
    return stoodInLine && now < outage.probeAt + RETURN_OVER_MS
      ? { type: "aside", until: returnAt(ctx, now), isBack: true }
      : { type: "open" };
  }
  const aside = (from: number): Admission => ({
    type: "aside",
    until: returnAt(ctx, from),
    isBack: false,
  });
  if (now < outage.probeAt) return aside(outage.probeAt);
  const nextAt = now + PROBE_LEASE_MS;
  if (await claimProbe(ctx.db, outage.key, connection, { now, nextAt })) return { type: "probe" };
  return aside(nextAt);
}

/** When one that waits for a platform comes back. */
function returnAt(ctx: Context, from: number): number {
  return Math.max(ctx.now(), from) + 1 + delayOf(ctx);
}

function delayOf(ctx: Context): number {
  return Math.floor(ctx.random() * RETURN_OVER_MS);
}

/**
 * Those of these connections that would be put off too, in one statement, and until when: whoever is
 * not among them may ask, or be the next to probe.
 */
export async function putOffOthers(
  ctx: Context,
  platform: string,
  ids: readonly string[],
): Promise<{ id: string; until: number }[]> {
  if (ids.length === 0) return [];
  return await putOffWaiting(ctx.db, platform, {
    delays: ids.map((id) => [id, 1 + delayOf(ctx)]),
    now: ctx.now(),
    returnMs: RETURN_OVER_MS,
  });
}

/** What a run that asked says of its platform: `cut_off` was answered first, and then no more. */
export type Sign = "answered" | "unanswered" | "cut_off";

/**
 * Learns from a run that asked. True while the platform's trouble is everybody's, so that this
 * connection's failure does not count.
 */
export async function learn(
  ctx: Context,
  connection: ClaimedConnection,
  {
    platform,
    sign,
    ...said
  }: {
    readonly platform: Platform;
    readonly sign: Sign;
    readonly retryAt: number | null;
    /** Whether there is room to declare it down. */
    readonly mayOpen: boolean;
  },
): Promise<boolean> {
  const key = outageKey(platform, connection);
  if (key === null) return false;
  const { outage } = connection;
  if (sign !== "unanswered") {
    if (isOpen(outage)) await closeOutage(ctx.db, key, connection, ctx.now());
    else if (sign === "answered" && hasSuspects(outage)) {
      await clearSuspects(ctx.db, key, connection);
    }
    return false;
  }
  if (isOpen(outage)) {
    await failProbe(ctx.db, key, connection, nextProbe(ctx, outage.probes + 1, said.retryAt));
    return true;
  }
  return await suspect(ctx, connection, { key, ...said });
}

async function suspect(
  ctx: Context,
  connection: ClaimedConnection,
  { key, retryAt, mayOpen }: { key: string; retryAt: number | null; mayOpen: boolean },
): Promise<boolean> {
  const now = ctx.now();
  const since = now - SUSPECTED_FOR_MS;
  const outage = await addSuspect(ctx.db, key, connection, { now, since });
  if (outage === null) return false;
  if (isOpen(outage)) return true;
  if (Object.keys(outage.suspects).length < SUSPECTS_TO_OPEN || !mayOpen) return false;
  const probeAt = nextProbe(ctx, 0, retryAt);
  const opened = await openOutage(ctx.db, key, connection, {
    now,
    probeAt,
    suspects: SUSPECTS_TO_OPEN,
  });
  if (opened.isFirst) ctx.log.warn("platform.outage", { platform: connection.platform });
  return opened.isOpen;
}

/** Whether nobody asks the platform now. */
export function isOpen(
  outage: PlatformOutage | null,
): outage is PlatformOutage & { openedAt: number } {
  return outage !== null && outage.openedAt !== null;
}

function hasSuspects(outage: PlatformOutage | null): boolean {
  return outage !== null && Object.keys(outage.suspects).length > 0;
}

function nextProbe(ctx: Context, probes: number, retryAt: number | null): number {
  const longest = Math.min(FIRST_PROBE_MS * 2 ** Math.min(probes, 10), LAST_PROBE_MS);
  const now = ctx.now();
  const told = Math.min(retryAt ?? 0, now + LONGEST_TOLD_MS);
  return Math.max(now + Math.floor((0.5 + ctx.random() / 2) * longest), told);
}
