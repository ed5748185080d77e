import { eq } from "drizzle-orm";
import type { Db } from "./db.ts";
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

/** False when the handle is taken. */
export async function updateUser(
  db: Db,
  id: string,
  change: Partial<Pick<UserRow, "name" | "email" | "handle" | "zone">> & { updatedAt: number },
): Promise<boolean> {
  return await unlessTaken(db.update(users).set(change).where(eq(users.id, id)));
}
