import { and, asc, eq, getTableColumns, isNotNull, isNull, lte, or, sql } from "drizzle-orm";
import type { ConnectionRow } from "./connections.ts";
import type { Db } from "./db.ts";
import { OUTAGE_FIELDS, parseOutage } from "./platform-outages.ts";
import type { PlatformOutage } from "./platform-outages.ts";
import { LIMIT_FIELDS, parseLimits } from "./rate-limits.ts";
import type { RateLimit } from "./rate-limits.ts";
import { accounts } from "./schema/index.ts";

/** What is due, longest waiting first; reads as many rows as it returns. */
export async function listDue(
  db: Db,
  now: number,
  limit: number,
): Promise<{ id: string; userId: string; platform: string; nextSyncAt: number }[]> {
  const { id, userId, platform } = accounts;
  return await db
    .select({ id, userId, platform, nextSyncAt: sql<number>`${accounts.nextSyncAt}` })
    .from(accounts)
    .where(and(isNotNull(accounts.nextSyncAt), lte(accounts.nextSyncAt, now)))
    .orderBy(asc(accounts.nextSyncAt))
    .limit(limit);
}

/** A connection that is held, with what its run must know besides. */
export interface ClaimedConnection extends ConnectionRow {
  /** JSON: the person's choices for it. */
  readonly choices: string | null;
  /** Of the connection alone, and of the app that its grant belongs to. */
  readonly limits: readonly RateLimit[];
  /** What is known of its platform's troubles; null when nobody met any. */
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
  },
): Promise<ClaimedConnection | null> {
  const row = await db
    .update(accounts)
    .set({
      leaseOwner: lease.owner,
      leaseExpiresAt: lease.expiresAt,
      fence: sql`${accounts.fence} + 1`,
    })
    .where(
      and(
        eq(accounts.id, id),
        eq(accounts.status, "active"),
        lte(accounts.nextSyncAt, lease.now),
        or(isNull(accounts.leaseExpiresAt), lte(accounts.leaseExpiresAt, lease.now)),
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
        FROM media_platform_outages o WHERE o.platform = media_accounts.platform)`.as("outage"),
    })
    .get();
  if (row === undefined) return null;
  return { ...row, limits: parseLimits(row.limits), outage: parseOutage(row.outage) };
}

/** Lets a connection go that was not asked after all: it is due again then. */
export async function releaseConnection(
  db: Db,
  { id, fence }: Pick<ConnectionRow, "id" | "fence">,
  nextSyncAt: number,
): Promise<void> {
  await db
    .update(accounts)
    .set({ leaseOwner: null, leaseExpiresAt: null, nextSyncAt })
    .where(and(eq(accounts.id, id), eq(accounts.fence, fence)));
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
