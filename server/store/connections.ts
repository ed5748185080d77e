import {
  and,
  asc,
  eq,
  getTableColumns,
  gt,
  inArray,
  isNotNull,
  isNull,
  lte,
  ne,
  or,
  sql,
} from "drizzle-orm";
import type { Db } from "./db.ts";
import { accounts } from "./schema/index.ts";

export type ConnectionRow = typeof accounts.$inferSelect;

/** With the person's choices for it, as JSON. */
export type ClaimedConnection = ConnectionRow & { readonly choices: string | null };

const isLive = ne(accounts.status, "disconnecting");

export async function listConnections(db: Db, userId: string): Promise<ConnectionRow[]> {
  return await db
    .select()
    .from(accounts)
    .where(and(eq(accounts.userId, userId), isLive))
    .orderBy(asc(accounts.createdAt), asc(accounts.id));
}

export async function findConnection(
  db: Db,
  userId: string,
  id: string,
): Promise<ConnectionRow | null> {
  const own = and(eq(accounts.id, id), eq(accounts.userId, userId), isLive);
  return (await db.select().from(accounts).where(own).get()) ?? null;
}

/** Also one that is being disconnected; one by its id goes before one by another that it has. */
export async function findConnectionOfAccount(
  db: Db,
  account: {
    userId: string;
    platform: string;
    externalId: string;
    alsoKnownAs?: readonly string[];
  },
): Promise<ConnectionRow | null> {
  const { externalId, alsoKnownAs = [] } = account;
  const same = and(
    eq(accounts.userId, account.userId),
    eq(accounts.platform, account.platform),
    inArray(accounts.externalId, [externalId, ...alsoKnownAs]),
  );
  const rows = await db.select().from(accounts).where(same).orderBy(asc(accounts.createdAt));
  return rows.find((row) => row.externalId === externalId) ?? rows[0] ?? null;
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

/** False when the person has the same account connected already. */
export async function insertConnection(
  db: Db,
  connection: typeof accounts.$inferInsert,
): Promise<boolean> {
  const row = await db
    .insert(accounts)
    .values(connection)
    .onConflictDoNothing()
    .returning({ id: accounts.id })
    .get();
  return row !== undefined;
}

/** Raises the fence where a running sync must not write over the change. */
export async function updateConnection(
  db: Db,
  id: string,
  change: Partial<typeof accounts.$inferInsert>,
  options: { raiseFence: boolean } = { raiseFence: false },
): Promise<void> {
  const fence = options.raiseFence
    ? { fence: sql`${accounts.fence} + 1`, leaseOwner: null, leaseExpiresAt: null }
    : {};
  await db
    .update(accounts)
    .set({ ...change, ...fence })
    .where(eq(accounts.id, id));
}

/** Deletes a connection's row, unless it was connected again meanwhile. */
export async function deleteDisconnected(db: Db, id: string): Promise<void> {
  await db.delete(accounts).where(and(eq(accounts.id, id), eq(accounts.status, "disconnecting")));
}

/** Gives a connection a new grant, with a fence above every run's; false when it changed since it was read. */
export async function renewConnection(
  db: Db,
  standing: Pick<ConnectionRow, "id" | "fence">,
  change: Partial<typeof accounts.$inferInsert>,
): Promise<boolean> {
  const same = and(eq(accounts.id, standing.id), eq(accounts.fence, standing.fence), isLive);
  const row = await db
    .update(accounts)
    .set({ ...change, fence: standing.fence + 1, leaseOwner: null, leaseExpiresAt: null })
    .where(same)
    .returning({ id: accounts.id })
    .get();
  return row !== undefined;
}

/** The sealed tokens that somebody looked at; a renewal counts only for those. */
export type SealedTokens = Pick<ConnectionRow, "id" | "accessTokenSealed" | "refreshTokenSealed">;

/**
 * True for the one who may ask for new tokens now: a raised fence lets two runs meet here, and a
 * refresh token may work only once. A claim that began before `lostBefore` has died on the way.
 */
export async function claimRenewal(
  db: Db,
  of: SealedTokens,
  { now, lostBefore }: { now: number; lostBefore: number },
): Promise<boolean> {
  const row = await db
    .update(accounts)
    .set({ renewingSince: now })
    .where(
      and(
        standsWith(of),
        or(
          isNull(accounts.renewingSince),
          lte(accounts.renewingSince, lostBefore),
          // A clock that was set back since.
          gt(accounts.renewingSince, now),
        ),
      ),
    )
    .returning({ id: accounts.id })
    .get();
  return row !== undefined;
}

/** Ends a claim that brought nothing. */
export async function endRenewal(db: Db, id: string, since: number): Promise<void> {
  const own = and(eq(accounts.id, id), eq(accounts.renewingSince, since));
  await db.update(accounts).set({ renewingSince: null }).where(own);
}

/** The tokens as they stand now; null when the connection is gone. */
export async function findTokens(db: Db, id: string): Promise<SealedTokens | null> {
  const { accessTokenSealed, refreshTokenSealed } = accounts;
  const row = await db
    .select({ id: accounts.id, accessTokenSealed, refreshTokenSealed })
    .from(accounts)
    .where(and(eq(accounts.id, id), isLive))
    .get();
  return row ?? null;
}

function standsWith(of: SealedTokens) {
  return and(
    eq(accounts.id, of.id),
    eq(accounts.accessTokenSealed, of.accessTokenSealed),
    sql`${accounts.refreshTokenSealed} IS ${of.refreshTokenSealed}`,
    isLive,
  );
}

/**
 * Stores the tokens that these gave, and ends the claim; false when others stand there by now. The
 * fence is no matter: a pause in between must not lose a pair whose like is not given twice.
 */
export async function putTokens(
  db: Db,
  of: SealedTokens,
  change: Partial<typeof accounts.$inferInsert>,
): Promise<boolean> {
  const row = await db
    .update(accounts)
    .set({ ...change, renewingSince: null })
    .where(standsWith(of))
    .returning({ id: accounts.id })
    .get();
  return row !== undefined;
}

/** Ids that are due, longest waiting first; reads as many index rows as it returns. */
export async function listDue(db: Db, now: number, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(isNotNull(accounts.nextSyncAt), lte(accounts.nextSyncAt, now)))
    .orderBy(asc(accounts.nextSyncAt))
    .limit(limit);
  return rows.map((row) => row.id);
}

export async function listDisconnecting(db: Db, limit: number): Promise<ConnectionRow[]> {
  return await db
    .select()
    .from(accounts)
    .where(sql`status = 'disconnecting'`)
    .limit(limit);
}

/**
 * Takes a due connection for one run: returns it with a fence of its own, or null when it is not due,
 * not to be synced, or another holder has it. Everything the run writes carries the fence.
 */
export async function claimConnection(
  db: Db,
  id: string,
  lease: { owner: string; now: number; expiresAt: number },
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
    })
    .get();
  return row ?? null;
}

/** Whether somebody, this person or another, has the same account connected once more. */
export async function hasTwin(
  db: Db,
  connection: Pick<ConnectionRow, "id" | "platform" | "externalId">,
): Promise<boolean> {
  const twin = and(
    eq(accounts.platform, connection.platform),
    eq(accounts.externalId, connection.externalId),
    ne(accounts.id, connection.id),
    isLive,
  );
  return (await db.select({ id: accounts.id }).from(accounts).where(twin).get()) !== undefined;
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
