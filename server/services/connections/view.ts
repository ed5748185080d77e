import { connectionProblem, syncProgress } from "../../../shared/connections.ts";
import type { Connection } from "../../../shared/connections.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { findConnection } from "../../store/connections.ts";
import type { StandingConnection } from "../../store/connections.ts";
import { parseStored } from "../../store/stored-json.ts";
import type { Actor } from "../identity/identity.ts";
import { toWarning } from "./warning.ts";

export const NO_CONNECTION = "There is no such connection.";

/** The person's own connection; somebody else's is as if it never was. */
export async function getOwnConnection(
  ctx: Context,
  actor: Actor,
  id: string,
): Promise<StandingConnection> {
  const row = await findConnection(ctx.db, actor.userId, id);
  if (!row) throw new AppError("NOT_FOUND", NO_CONNECTION);
  return row;
}

/** What its owner sees of a connection. No token, no cursor. */
export function toConnection(ctx: Context, row: StandingConnection): Connection {
  const now = ctx.now();
  return {
    id: row.id,
    platform: row.platform,
    handle: row.handle,
    displayName: row.displayName,
    url: row.url,
    status: row.status === "disconnecting" ? "paused" : row.status,
    includesPrivate: row.includePrivate,
    itemCount: row.itemCount,
    isSyncing: row.leaseExpiresAt !== null && row.leaseExpiresAt > now,
    isComplete: row.isComplete,
    coverage: toCoverage(row),
    progress: parseStored(syncProgress, row.progress),
    oldestItemAt: toIso(row.oldestItemAt),
    lastCheckedAt: toIso(row.lastCheckedAt),
    lastSuccessAt: toIso(row.lastSuccessAt),
    // What a dead grant is tried for by itself is nothing to wait for.
    nextCheckAt: row.status === "needs_reconnect" ? null : toIso(nextTick(row.nextSyncAt, now)),
    problem: toProblem(row),
    warning: toWarning(row, ctx.platforms, now),
    createdAt: new Date(row.createdAt).toISOString(),
  };
}

export function toCoverage(row: StandingConnection): Connection["coverage"] {
  return { since: toIso(row.completeSince), limit: row.historyLimit };
}

/** Nothing happens between two ticks of the cron, which come on whole five minutes. */
const TICK_EVERY_MS = 5 * 60_000;

function nextTick(due: number | null, now: number): number | null {
  return due === null ? null : Math.ceil(Math.max(due, now + 1) / TICK_EVERY_MS) * TICK_EVERY_MS;
}

export function toIso(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

const PLATFORM_OUTAGE = {
  code: "unavailable",
  message:
    "Nobody gets an answer there at present, and that is not held against this connection. It is asked every few minutes; your entries are safe.",
  action: "wait",
} as const;

export function toProblem(row: StandingConnection): Connection["problem"] {
  // Others met it, and this one was not asked: it has nothing of its own to say.
  const isOutage = row.outageSince !== null && row.status === "active";
  if (row.problemCode === null && isOutage) return PLATFORM_OUTAGE;
  if (row.problemCode === null) return null;
  const parsed = connectionProblem.safeParse({
    code: row.problemCode,
    message: row.problemMessage ?? "",
    action: row.status === "needs_reconnect" ? "reconnect" : "wait",
  });
  return parsed.success ? parsed.data : null;
}
