import { and, eq, getTableColumns, isNotNull, isNull, lte, or, sql } from "drizzle-orm";
import type { ConnectionRow } from "./connections.ts";
import type { Db } from "./db.ts";
import { isOutageOf } from "./outage-key.ts";
import { OUTAGE_FIELDS, parseOutage } from "./platform-outages.ts";
import type { PlatformOutage } from "./platform-outages.ts";
import { LIMIT_FIELDS, parseLimits } from "./rate-limits.ts";
import type { RateLimit } from "./rate-limits.ts";
import { accounts } from "./schema/index.ts";

/** Where a page of what is due begins: after this time, and this row of it. */
export interface DuePlace {
  readonly at: number;
  readonly row: number;
}

export interface DueConnection {
  readonly id: string;
  readonly userId: string;
  readonly nextSyncAt: number;
  /** A run has it right now. */
  readonly isHeld: boolean;
  /** A run that had it never came to its end: it may have ended whoever did it. */
  readonly isSuspect: boolean;
  readonly row: number;
}

/** What is due by then, longest waiting first; reads one row more than it returns. */
export async function listDue(
  db: Db,
  { after, until, now, limit }: { after: DuePlace; until: number; now: number; limit: number },
): Promise<DueConnection[]> {
  const { results } = await db.$client
    .prepare(LIST_DUE)
    .bind(after.at, after.row, until, now, limit)
    .all<
      Omit<DueConnection, "isHeld" | "isSuspect"> & { isHeld: number | null; isSuspect: number }
    >();
  return results.map((due) => {
    const isHeld = due.isHeld === 1;
    return { ...due, isHeld, isSuspect: !isHeld && due.isSuspect === 1 };
  });
}

const DUE_FIELDS = `
  SELECT id, user_id AS userId, next_sync_at AS nextSyncAt, rowid AS "row",
    lease_expires_at > ?4 AS isHeld,
    lease_owner IS NOT NULL OR problem_code IS 'stuck' AS isSuspect
  FROM media_accounts INDEXED BY media_accounts_due WHERE next_sync_at IS NOT NULL`;

/** Two ranges of one index, merged: a comparison of pairs would read all of the first time again. */
const LIST_DUE = `
  ${DUE_FIELDS} AND next_sync_at = ?1 AND rowid > ?2
  UNION ALL
  ${DUE_FIELDS} AND next_sync_at > ?1 AND next_sync_at <= ?3
  ORDER BY nextSyncAt, "row" LIMIT ?5`;

/** A reconnect is asked for, and yet a refused token may be taken again. */
const mayBeBack = and(
  eq(accounts.status, "needs_reconnect"),
  eq(accounts.problemCode, "unauthorised"),
);

/** A connection that is held, with what its run must know besides. */
export interface ClaimedConnection extends ConnectionRow {
  /** JSON: the person's choices for it. */
  readonly choices: string | null;
  /** Of the connection alone, and of the app that its grant belongs to. */
  readonly limits: readonly RateLimit[];
  /** How many runs in a row had it before and never came to their end. */
  readonly unended: number;
  /** What is known of troubles there; null when nobody met any. */
  readonly outage: PlatformOutage | null;
}

/**
 * Takes a due connection for one run: returns it with a fence of its own, or null when it is not due,
 * not to be synced, or another holder has it. Everything the run writes carries the fence.
 * `clients` are the server's own client ids by platform.
 */
export async function claimConnection(
  db: Db,
  id: string,
  lease: {
    owner: string;
    now: number;
    expiresAt: number;
    clients: Readonly<Record<string, string>>;
    /** Whoever holds it now loses it, be it due or put behind the others for their sake. */
    takesOver?: boolean;
  },
): Promise<ClaimedConnection | null> {
  const row = await db
    .update(accounts)
    .set({
      // Who ends its run leaves no name. Behind the name stands how many before it did not.
      leaseOwner: sql`${lease.owner} || iif(lease_owner IS NULL, '', ' ' ||
        (1 + iif(instr(lease_owner, ' '), substr(lease_owner, instr(lease_owner, ' ') + 1), 0)))`,
      leaseExpiresAt: lease.expiresAt,
      fence: sql`${accounts.fence} + 1`,
    })
    .where(
      and(
        eq(accounts.id, id),
        or(eq(accounts.status, "active"), mayBeBack),
        lease.takesOver
          ? or(isNotNull(accounts.leaseOwner), lte(accounts.nextSyncAt, lease.now))
          : and(
              lte(accounts.nextSyncAt, lease.now),
              or(isNull(accounts.leaseExpiresAt), lte(accounts.leaseExpiresAt, lease.now)),
            ),
      ),
    )
    .returning({
      ...getTableColumns(accounts),
      choices: sql<string | null>`(SELECT s.choices FROM media_account_settings s
        WHERE s.connection_id = media_accounts.id)`.as("choices"),
      limits: sql<string | null>`(SELECT json_group_array(json_object(${sql.raw(LIMIT_FIELDS)}))
        FROM media_rate_limits r WHERE r.scope IN ('connection ' || media_accounts.id,
          media_accounts.platform || ' ' || coalesce(media_accounts.client_id,
            ${JSON.stringify(lease.clients)} ->> media_accounts.platform, '')))`.as("limits"),
      outage: sql<string | null>`(SELECT json_object(${sql.raw(OUTAGE_FIELDS)})
        FROM media_platform_outages o
        WHERE ${sql.raw(isOutageOf("media_accounts"))})`.as("outage"),
    })
    .get();
  if (row === undefined) return null;
  const claimed = {
    ...row,
    limits: parseLimits(row.limits),
    outage: parseOutage(row.outage),
    unended: Number(row.leaseOwner?.split(" ")[1] ?? 0),
  };
  if (claimed.unended === 0) return claimed;
  // Should this run not end either, it is not first in line once more. A claim alone does not move it:
  // that would cost each check another row.
  await lineUpAt(db, row, lease.expiresAt);
  return { ...claimed, nextSyncAt: lease.expiresAt };
}

async function lineUpAt(
  db: Db,
  { id, fence }: Pick<ConnectionRow, "id" | "fence">,
  nextSyncAt: number,
): Promise<void> {
  await db
    .update(accounts)
    .set({ nextSyncAt })
    .where(and(eq(accounts.id, id), eq(accounts.fence, fence)));
}

/**
 * Makes those of a person's connections due that were last looked at before then and wait for nothing but
 * their turn: no trouble of their own, and none of their platform. Answers which.
 */
export async function wakeConnections(
  db: Db,
  userId: string,
  { now, checkedBefore }: { now: number; checkedBefore: number },
): Promise<string[]> {
  const { results } = await db.$client
    .prepare(WAKE)
    .bind(userId, now, checkedBefore)
    .all<{ id: string }>();
  return results.map((row) => row.id);
}

const WAKE = `
  UPDATE media_accounts SET next_sync_at = ?2
  WHERE user_id = ?1 AND status = 'active' AND next_sync_at > ?2 AND problem_code IS NULL
    AND coalesce(last_checked_at, 0) < ?3
    AND (lease_expires_at IS NULL OR lease_expires_at <= ?2)
    AND NOT EXISTS (SELECT 1 FROM media_platform_outages o
      WHERE ${isOutageOf("media_accounts")} AND o.opened_at IS NOT NULL)
  RETURNING id`;

/** Lets a connection go of which nothing is kept: it is due again then. */
export async function releaseConnection(
  db: Db,
  { id, fence }: Pick<ConnectionRow, "id" | "fence">,
  state: Pick<ConnectionRow, "nextSyncAt" | "unbooked" | "idleChecks">,
): Promise<void> {
  await db
    .update(accounts)
    .set({ leaseOwner: null, leaseExpiresAt: null, ...state })
    .where(and(eq(accounts.id, id), eq(accounts.fence, fence)));
}

/** Who holds a connection under that fence, or nobody any more; null where the fence is another. */
export async function findHolder(
  db: Db,
  { id, fence }: Pick<ConnectionRow, "id" | "fence">,
): Promise<Pick<ConnectionRow, "leaseOwner"> | null> {
  const holds = and(eq(accounts.id, id), eq(accounts.fence, fence));
  const row = await db
    .select({ leaseOwner: accounts.leaseOwner })
    .from(accounts)
    .where(holds)
    .get();
  return row ?? null;
}

/** Until when another holder has it; null when nobody does, or there is no such connection. */
export async function findLeaseEnd(db: Db, id: string, now: number): Promise<number | null> {
  const row = await db
    .select({ leaseExpiresAt: accounts.leaseExpiresAt })
    .from(accounts)
    .where(and(eq(accounts.id, id), eq(accounts.status, "active")))
    .get();
  const end = row?.leaseExpiresAt ?? null;
  return end !== null && end > now ? end : null;
}

/** Under its new id from now on, unless the person has another connection there. */
export async function moveConnection(
  db: Db,
  { id, fence }: Pick<ConnectionRow, "id" | "fence">,
  externalId: string,
): Promise<void> {
  await db.run(
    sql`UPDATE OR IGNORE ${accounts} SET external_id = ${externalId} WHERE id = ${id} AND fence = ${fence}`,
  );
}
