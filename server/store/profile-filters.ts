import { asc, eq, inArray } from "drizzle-orm";
import type { Db } from "./db.ts";
import { profileFilters, profiles } from "./schema/index.ts";

export type ProfileFilterRow = typeof profileFilters.$inferSelect;

/** Of all profiles of a person, in the order that they were written in. */
export async function listProfileFilters(db: Db, userId: string): Promise<ProfileFilterRow[]> {
  const own = db.select({ id: profiles.id }).from(profiles).where(eq(profiles.userId, userId));
  return await db
    .select()
    .from(profileFilters)
    .where(inArray(profileFilters.profileId, own))
    .orderBy(asc(profileFilters.profileId), asc(profileFilters.seq));
}
