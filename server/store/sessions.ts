import { and, eq, gt, isNull, lt, or } from "drizzle-orm";
import type { Db } from "./db.ts";
import { sessions, users } from "./schema/index.ts";
import type { UserRow } from "./users.ts";

/**
 * The person a checked credential belongs to, while the check still counts. It counts for nobody whose
 * day of grace is over, be he deleted yet or not.
 */
export async function findSession(
  db: Db,
  tokenHash: string,
  now: number,
): Promise<{ userId: string; login: string | null; user: UserRow } | null> {
  const row = await db
    .select({ userId: sessions.userId, login: sessions.login, user: users })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(
        eq(sessions.tokenHash, tokenHash),
        gt(sessions.expiresAt, now),
        or(isNull(users.eraseAt), gt(users.eraseAt, now)),
      ),
    )
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
