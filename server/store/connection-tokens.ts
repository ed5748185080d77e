import { and, eq, gt, isNull, lte, or, sql } from "drizzle-orm";
import { isLive } from "./connections.ts";
import type { ConnectionRow } from "./connections.ts";
import type { Db } from "./db.ts";
import { accounts } from "./schema/index.ts";

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
