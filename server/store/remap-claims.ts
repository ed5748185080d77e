import { and, asc, eq, getTableColumns, gt, isNull, lte, or, sql } from "drizzle-orm";
import { LeaseLostError } from "./commit-fenced.ts";
import { isLive } from "./connections.ts";
import type { ConnectionRow } from "./connections.ts";
import type { Db } from "./db.ts";
import { accounts } from "./schema/index.ts";

export type RemapTarget = Pick<ConnectionRow, "id" | "platform" | "handle">;

/** Connections in the order of their ids, so many of them after that one. */
export async function listRemapTargets(
  db: Db,
  which: { platform: string | null; id: string | null; after: string },
  limit: number,
): Promise<RemapTarget[]> {
  const { id, platform, handle } = accounts;
  return await db
    .select({ id, platform, handle })
    .from(accounts)
    .where(
      and(
        gt(id, which.after),
        isLive,
        which.platform === null ? undefined : eq(platform, which.platform),
        which.id === null ? undefined : eq(id, which.id),
      ),
    )
    .orderBy(asc(id))
    .limit(limit);
}

interface Lease {
  readonly owner: string;
  readonly now: number;
  readonly expiresAt: number;
}

/**
 * Takes a connection as a sync would, so that none runs meanwhile, but due or not, and paused or not.
 * Null when another holder has it, or it is gone. `choices` is JSON.
 */
export async function claimForRemap(
  db: Db,
  id: string,
  { owner, now, expiresAt }: Lease,
): Promise<(ConnectionRow & { readonly choices: string | null }) | null> {
  const isFree = or(isNull(accounts.leaseExpiresAt), lte(accounts.leaseExpiresAt, now));
  const row = await db
    .update(accounts)
    .set({ leaseOwner: owner, leaseExpiresAt: expiresAt, fence: sql`${accounts.fence} + 1` })
    .where(and(eq(accounts.id, id), isLive, isFree))
    .returning({
      ...getTableColumns(accounts),
      choices: sql<string | null>`(SELECT s.choices FROM media_account_settings s
        WHERE s.connection_id = media_accounts.id)`.as("choices"),
    })
    .get();
  return row ?? null;
}

/** Who holds a connection now, and until when; null when nobody does, or there is none. */
export async function findHold(db: Db, id: string, now: number): Promise<number | null> {
  const row = await db
    .select({ leaseExpiresAt: accounts.leaseExpiresAt })
    .from(accounts)
    .where(and(eq(accounts.id, id), isLive, gt(accounts.leaseExpiresAt, now)))
    .get();
  return row?.leaseExpiresAt ?? null;
}

type Held = Pick<ConnectionRow, "id" | "fence">;

/** Throws `LeaseLostError` when somebody took it over. */
export async function keepHold(db: Db, held: Held, expiresAt: number): Promise<void> {
  await whileHeld(db, held, { leaseExpiresAt: expiresAt });
}

/** Lets it go: it is due when it was. */
export async function endHold(db: Db, held: Held): Promise<void> {
  await whileHeld(db, held, { leaseOwner: null, leaseExpiresAt: null });
}

async function whileHeld(
  db: Db,
  { id, fence }: Held,
  change: Partial<typeof accounts.$inferInsert>,
): Promise<void> {
  const row = await db
    .update(accounts)
    .set(change)
    .where(and(eq(accounts.id, id), eq(accounts.fence, fence)))
    .returning({ id: accounts.id })
    .get();
  if (row === undefined) throw new LeaseLostError();
}
