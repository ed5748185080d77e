import { eq, sql } from "drizzle-orm";
import type { Db } from "./db.ts";
import { MAX_KEY } from "./item-key.ts";
import { profiles, users } from "./schema/index.ts";
import { unlessTaken } from "./unless-taken.ts";

export type UserRow = typeof users.$inferSelect;

/** How a place of sign-in names a person. */
export interface ForeignId {
  readonly from: "devpad" | "github";
  readonly id: string;
}

export async function findUser(db: Db, id: string): Promise<UserRow | null> {
  return (await db.select().from(users).where(eq(users.id, id)).get()) ?? null;
}

export async function findUserByForeignId(db: Db, foreign: ForeignId): Promise<UserRow | null> {
  const column = foreign.from === "devpad" ? users.devpadId : users.githubId;
  return (await db.select().from(users).where(eq(column, foreign.id)).get()) ?? null;
}

export async function findUserByHandle(db: Db, handle: string): Promise<UserRow | null> {
  return (await db.select().from(users).where(eq(users.handle, handle)).get()) ?? null;
}

/** The person and his default profile, both or neither; false when a unique value was taken meanwhile. */
export async function insertUser(
  db: Db,
  user: UserRow,
  profile: typeof profiles.$inferInsert,
): Promise<boolean> {
  return await unlessTaken(
    db.batch([db.insert(users).values(user), db.insert(profiles).values(profile)]),
  );
}

export type UserChange = Partial<Pick<UserRow, "name" | "email" | "handle" | "zone">>;

/**
 * False when the handle is taken. In a zone other than before all that he has is to be counted anew;
 * its offsets are known by then.
 */
export async function updateUser(
  db: Db,
  id: string,
  change: UserChange & { updatedAt: number },
): Promise<boolean> {
  const { zone } = change;
  const counting = zone == null ? {} : { countedZone: zone, countKey: countKeyIn(zone) };
  return await unlessTaken(
    db
      .update(users)
      .set({ ...change, ...counting })
      .where(eq(users.id, id)),
  );
}

/** From the beginning, where he has anything that was counted in another. */
function countKeyIn(zone: string) {
  return sql<number | null>`CASE
  WHEN counted_zone = ${zone} THEN count_key
  WHEN EXISTS (SELECT 1 FROM media_accounts a CROSS JOIN media_items i INDEXED BY media_items_external
    WHERE a.user_id = media_users.id AND i.connection_id = a.id) THEN ${MAX_KEY}
  END`;
}
