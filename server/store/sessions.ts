import { and, eq, gt, lt } from "drizzle-orm";
import type { Db } from "./db.ts";
import { sessions } from "./schema/index.ts";

/** The person a checked credential belongs to, while the check still counts. */
export async function findSession(
  db: Db,
  tokenHash: string,
  now: number,
): Promise<{ userId: string; login: string | null } | null> {
  const row = await db
    .select({ userId: sessions.userId, login: sessions.login })
    .from(sessions)
    .where(and(eq(sessions.tokenHash, tokenHash), gt(sessions.expiresAt, now)))
    .get();
  return row ?? null;
}

export async function putSession(db: Db, session: typeof sessions.$inferInsert): Promise<void> {
  await db
    .insert(sessions)
    .values(session)
    .onConflictDoUpdate({
      target: sessions.tokenHash,
      set: { userId: session.userId, login: session.login, expiresAt: session.expiresAt },
    });
}

export async function deleteSession(db: Db, tokenHash: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.tokenHash, tokenHash));
}

export async function deleteExpiredSessions(db: Db, now: number): Promise<void> {
  await db.delete(sessions).where(lt(sessions.expiresAt, now));
}
