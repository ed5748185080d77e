import { eq, sql } from "drizzle-orm";
import type { Db } from "./db.ts";
import { rateLimits } from "./schema/index.ts";

/** Until when a shared limit is used up, epoch milliseconds; null when it is not, as far as is known. */
export async function findBlockedUntil(db: Db, scope: string, now: number): Promise<number | null> {
  const row = await db
    .select({ blockedUntil: rateLimits.blockedUntil })
    .from(rateLimits)
    .where(eq(rateLimits.scope, scope))
    .get();
  return row !== undefined && row.blockedUntil > now ? row.blockedUntil : null;
}

/** Two that were limited at once keep the later end. */
export async function putBlockedUntil(
  db: Db,
  scope: string,
  blockedUntil: number,
  now: number,
): Promise<void> {
  const row = { scope, blockedUntil, updatedAt: now };
  await db
    .insert(rateLimits)
    .values(row)
    .onConflictDoUpdate({
      target: rateLimits.scope,
      set: {
        blockedUntil: sql`max(${rateLimits.blockedUntil}, excluded.blocked_until)`,
        updatedAt: now,
      },
    });
}
