import { and, asc, eq, getTableColumns, inArray, ne, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Db } from "./db.ts";
import { LAST_DISCONNECT } from "./facts.ts";
import { serverKeyOf } from "./outage-key.ts";
import { accounts } from "./schema/index.ts";

export type ConnectionRow = typeof accounts.$inferSelect;

/** A run of a connection: once the fence is above it, it writes nothing, be its connection gone or not. */
export type Holder = Pick<ConnectionRow, "id" | "fence">;

/** It stands: nobody is disconnecting it. */
export const isLive = ne(accounts.status, "disconnecting");

/** A connection as its owner looks at it. */
export interface StandingConnection extends ConnectionRow {
  /** Since when its platform, or its server there, answers nobody; null while it does. */
  readonly outageSince: number | null;
}

export const standing = {
  ...getTableColumns(accounts),
  // One look for each of the two: asked for together, each would count as two rows read.
  outageSince: sql<number | null>`coalesce(
    (SELECT o.opened_at FROM media_platform_outages o WHERE o.platform = media_accounts.platform),
    (SELECT o.opened_at FROM media_platform_outages o
     WHERE o.platform = ${sql.raw(serverKeyOf("media_accounts"))}))`.as("outage_since"),
};

export async function listConnections(db: Db, userId: string): Promise<StandingConnection[]> {
  const own = and(eq(accounts.userId, userId), isLive);
  return oldestFirst(await db.select(standing).from(accounts).where(own));
}

/** Sorted here: the database counts each row that it sorts once more as read. */
export function oldestFirst<Row extends ConnectionRow>(rows: readonly Row[]): Row[] {
  return rows.toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
}

export async function findConnection(
  db: Db,
  userId: string,
  id: string,
): Promise<StandingConnection | null> {
  const own = and(eq(accounts.id, id), eq(accounts.userId, userId), isLive);
  return (await db.select(standing).from(accounts).where(own).get()) ?? null;
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

/**
 * Raises the fence where a running sync must not write over the change. False where it is being
 * disconnected, or is not in the status any more that the change was decided by.
 */
export async function updateConnection(
  db: Db,
  id: string,
  change: Partial<typeof accounts.$inferInsert>,
  options: { raiseFence?: boolean; whileStatus?: ConnectionRow["status"] } = {},
): Promise<boolean> {
  const { raiseFence = false, whileStatus } = options;
  const fence = raiseFence
    ? { fence: sql`${accounts.fence} + 1`, leaseOwner: null, leaseExpiresAt: null }
    : {};
  const row = await db
    .update(accounts)
    .set({ ...change, ...fence })
    .where(
      and(
        eq(accounts.id, id),
        isLive,
        whileStatus === undefined ? undefined : eq(accounts.status, whileStatus),
      ),
    )
    .returning({ id: accounts.id })
    .get();
  return row !== undefined;
}

/**
 * Takes a connection, or all of a person's, out of every list, with a fence above every run's. Who holds
 * a lease keeps it: as long as it lasts a run may still put an answer away. Answers them as they stand
 * from then on: nothing but their deletion changes their tokens and leases any more.
 */
export async function beginDisconnect(
  db: Db,
  which: { readonly id: string } | { readonly userId: string },
  now: number,
): Promise<ConnectionRow[]> {
  return await db
    .update(accounts)
    .set({
      status: "disconnecting",
      fence: sql`${accounts.fence} + 1`,
      nextSyncAt: null,
      updatedAt: now,
    })
    .where(
      and("id" in which ? eq(accounts.id, which.id) : eq(accounts.userId, which.userId), isLive),
    )
    .returning();
}

/** The grant is ended, or cannot be: nothing is left to open it with. */
export async function dropTokens(db: Db, id: string): Promise<void> {
  await db
    .update(accounts)
    .set({ accessTokenSealed: "", refreshTokenSealed: null })
    .where(and(eq(accounts.id, id), eq(accounts.status, "disconnecting")));
}

/** Whether anything of a person's connections stands, be it on its way out. */
export async function hasConnections(db: Db, userId: string): Promise<boolean> {
  const row = await db
    .select({ id: accounts.id })
    .from(accounts)
    .where(eq(accounts.userId, userId))
    .limit(1)
    .get();
  return row !== undefined;
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

/** In turn: first those behind the one that was tried last. */
export async function listDisconnecting(
  db: Db,
  limit: number,
): Promise<(ConnectionRow & { readonly row: number })[]> {
  return await db
    .select({ ...getTableColumns(accounts), row: sql<number>`rowid`.as("row") })
    .from(accounts)
    .where(
      sql`rowid IN (SELECT row FROM (${endingRows(">", limit)})
        UNION ALL SELECT row FROM (${endingRows("<=", limit)}) LIMIT ${limit})`,
    )
    .orderBy(sql.raw(`rowid <= ${LAST_DISCONNECT}, rowid`));
}

function endingRows(side: ">" | "<=", limit: number): SQL {
  return sql`SELECT rowid AS row FROM media_accounts INDEXED BY media_accounts_disconnecting
    WHERE status = 'disconnecting' AND rowid ${sql.raw(`${side} ${LAST_DISCONNECT}`)}
    ORDER BY rowid LIMIT ${limit}`;
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
