import { and, eq, isNotNull, isNull, not, or, sql } from "drizzle-orm";
import type { SQL, SQLWrapper } from "drizzle-orm";
import { isLive } from "./connections.ts";
import type { ConnectionRow } from "./connections.ts";
import type { Db } from "./db.ts";
import { accounts } from "./schema/index.ts";

/** The sealed tokens that somebody looked at; a renewal counts only for those. */
export type SealedTokens = Pick<ConnectionRow, "id" | "accessTokenSealed" | "refreshTokenSealed">;

export type StandingTokens = SealedTokens & Pick<ConnectionRow, "renewingSince" | "renewalLostAt">;

/**
 * True for the one who may ask for new tokens now: a raised fence lets two runs meet here, and a
 * refresh token may work only once. The asker's own lease, if he still has it, lasts until `leaseUntil`.
 * A claim further than `deadAfter` from now has died, and is taken over only by who may ask again.
 */
export async function claimRenewal(
  db: Db,
  of: SealedTokens & Pick<ConnectionRow, "fence">,
  claim: { now: number; leaseUntil: number; deadAfter: number; mayAskAgain: boolean },
): Promise<boolean> {
  const { renewingSince, renewalLostAt, leaseExpiresAt } = accounts;
  const { now, deadAfter } = claim;
  // On both sides: a clock may have been set back since, and no two machines have quite the same.
  const isAlive = sql`${renewingSince} BETWEEN ${now - deadAfter} AND ${now + deadAfter}`;
  const isFree = claim.mayAskAgain
    ? or(isNull(renewingSince), not(isAlive))
    : and(isNull(renewingSince), isNull(renewalLostAt));
  const row = await db
    .update(accounts)
    .set({
      renewingSince: now,
      leaseExpiresAt: sql`CASE WHEN ${accounts.fence} = ${of.fence}
        THEN max(${leaseExpiresAt}, ${claim.leaseUntil}) ELSE ${leaseExpiresAt} END`,
    })
    .where(and(standsWith(of), isFree))
    .returning({ id: accounts.id })
    .get();
  return row !== undefined;
}

/** Ends a claim that brought nothing; `tokenRenewAt` is when it is tried again, where that is known. */
export async function endRenewal(
  db: Db,
  id: string,
  { since, tokenRenewAt }: { since: number; tokenRenewAt: number | null },
): Promise<void> {
  await db
    .update(accounts)
    .set({ renewingSince: null, ...(tokenRenewAt === null ? {} : { tokenRenewAt }) })
    .where(and(eq(accounts.id, id), eq(accounts.renewingSince, since)));
}

/** Ends a claim whose answer was lost; false when other tokens stand there by now. */
export async function putRenewalLost(
  db: Db,
  of: SealedTokens,
  { since, lostAt }: { since: number; lostAt: number },
): Promise<boolean> {
  return await change(db, and(standsWith(of), eq(accounts.renewingSince, since)), {
    renewingSince: null,
    renewalLostAt: lostAt,
  });
}

/** The tokens as they stand now; null when the connection is gone. */
export async function findTokens(db: Db, id: string): Promise<StandingTokens | null> {
  const { accessTokenSealed, refreshTokenSealed, renewingSince, renewalLostAt } = accounts;
  const row = await db
    .select({
      id: accounts.id,
      accessTokenSealed,
      refreshTokenSealed,
      renewingSince,
      renewalLostAt,
    })
    .from(accounts)
    .where(and(eq(accounts.id, id), isLive))
    .get();
  return row ?? null;
}

/**
 * Stores the tokens that these gave, and ends the claim; false when others stand there by now. The
 * fence is no matter: a pause in between must not lose a pair whose like is not given twice. Where the
 * answer was held for lost and only came late, nothing is missing any more: whoever is about to say so
 * loses the connection, and what was said is taken back.
 */
export async function putTokens(
  db: Db,
  of: SealedTokens,
  tokens: Partial<typeof accounts.$inferInsert> & { readonly updatedAt: number },
): Promise<boolean> {
  const row = await db
    .update(accounts)
    .set({ ...tokens, ...UNLESS_LOST, nextSyncAt: ifTold(tokens.updatedAt, accounts.nextSyncAt) })
    .where(standsWith(of))
    .returning({ id: accounts.id })
    .get();
  return row !== undefined;
}

const isHeldLost = isNotNull(accounts.renewalLostAt);
const isTold = eq(accounts.problemCode, "renewal_lost");
const ifTold = (then: unknown, otherwise: SQLWrapper): SQL =>
  sql`CASE WHEN ${isTold} THEN ${then} ELSE ${otherwise} END`;
const ifHeldLost = (then: SQLWrapper | null, otherwise: SQLWrapper): SQL =>
  sql`CASE WHEN ${isHeldLost} THEN ${then} ELSE ${otherwise} END`;

const UNLESS_LOST = {
  fence: ifHeldLost(sql`${accounts.fence} + 1`, accounts.fence),
  leaseOwner: ifHeldLost(null, accounts.leaseOwner),
  leaseExpiresAt: ifHeldLost(null, accounts.leaseExpiresAt),
  status: ifTold("active", accounts.status),
  problemCode: ifTold(null, accounts.problemCode),
  problemMessage: ifTold(null, accounts.problemMessage),
};

/** Each sealing is different, so that the sealed texts are the tokens' version. */
function standsWith(of: SealedTokens): SQL | undefined {
  return and(
    eq(accounts.id, of.id),
    eq(accounts.accessTokenSealed, of.accessTokenSealed),
    sql`${accounts.refreshTokenSealed} IS ${of.refreshTokenSealed}`,
    isLive,
  );
}

async function change(
  db: Db,
  where: SQL | undefined,
  values: Partial<typeof accounts.$inferInsert>,
): Promise<boolean> {
  const row = await db
    .update(accounts)
    .set(values)
    .where(where)
    .returning({ id: accounts.id })
    .get();
  return row !== undefined;
}
