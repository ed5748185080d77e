import { and, eq, gt, isNull, lt } from "drizzle-orm";
import type { Db } from "./db.ts";
import { oauthStates } from "./schema/index.ts";

export type OAuthStateRow = typeof oauthStates.$inferSelect;

export async function insertOAuthState(db: Db, state: OAuthStateRow): Promise<void> {
  await db.insert(oauthStates).values(state);
}

/**
 * Uses a state up: gone and returned in one statement, so that it works once, and only for the
 * browser and the session that it was made for.
 */
export async function takeOAuthState(
  db: Db,
  key: {
    stateHash: string;
    platform: string;
    cookieHash: string;
    sessionHash: string | null;
    now: number;
  },
): Promise<OAuthStateRow | null> {
  const row = await db
    .delete(oauthStates)
    .where(
      and(
        eq(oauthStates.stateHash, key.stateHash),
        eq(oauthStates.platform, key.platform),
        eq(oauthStates.cookieHash, key.cookieHash),
        key.sessionHash === null
          ? isNull(oauthStates.sessionHash)
          : eq(oauthStates.sessionHash, key.sessionHash),
        gt(oauthStates.expiresAt, key.now),
      ),
    )
    .returning()
    .get();
  return row ?? null;
}

/** Looks without using it up: to tell another browser's state from one that never was. */
export async function findOAuthState(
  db: Db,
  stateHash: string,
): Promise<Pick<OAuthStateRow, "purpose" | "expiresAt"> | null> {
  const row = await db
    .select({ purpose: oauthStates.purpose, expiresAt: oauthStates.expiresAt })
    .from(oauthStates)
    .where(eq(oauthStates.stateHash, stateHash))
    .get();
  return row ?? null;
}

export async function deleteExpiredOAuthStates(db: Db, now: number): Promise<void> {
  await db.delete(oauthStates).where(lt(oauthStates.expiresAt, now));
}
