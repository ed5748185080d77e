import { and, asc, desc, eq } from "drizzle-orm";
import type { Db } from "./db.ts";
import { profiles } from "./schema/index.ts";
import { unlessTaken } from "./unless-taken.ts";

export type ProfileRow = typeof profiles.$inferSelect;

/** What a new profile must say; the rest begins as the table says. */
export type NewProfile = typeof profiles.$inferInsert;

export async function listProfiles(db: Db, userId: string): Promise<ProfileRow[]> {
  return await db
    .select()
    .from(profiles)
    .where(eq(profiles.userId, userId))
    .orderBy(desc(profiles.isDefault), asc(profiles.createdAt), asc(profiles.id));
}

export async function findProfile(db: Db, userId: string, id: string): Promise<ProfileRow | null> {
  const own = and(eq(profiles.id, id), eq(profiles.userId, userId));
  return (await db.select().from(profiles).where(own).get()) ?? null;
}

/** False when the person has another profile of that slug. */
export async function insertProfile(db: Db, profile: NewProfile): Promise<boolean> {
  return await unlessTaken(db.insert(profiles).values(profile));
}

/** False when the person has another profile of that slug. */
export async function updateProfile(
  db: Db,
  id: string,
  change: Partial<Pick<ProfileRow, "name" | "slug" | "description">> & { updatedAt: number },
): Promise<boolean> {
  return await unlessTaken(db.update(profiles).set(change).where(eq(profiles.id, id)));
}

export async function deleteProfile(db: Db, id: string): Promise<void> {
  await db.delete(profiles).where(eq(profiles.id, id));
}
