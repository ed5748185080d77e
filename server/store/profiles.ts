import { asc, desc, eq } from "drizzle-orm";
import type { Db } from "./db.ts";
import type { ProfileFilterRow } from "./profile-filters.ts";
import { profiles } from "./schema/index.ts";
import { unlessTaken } from "./unless-taken.ts";

export type ProfileRow = typeof profiles.$inferSelect;

/** What a new profile must say; the rest begins as the table says. */
export type NewProfile = typeof profiles.$inferInsert;

/** A term as it is written; its place in the list is its `seq`. */
export type NewTerm = Pick<ProfileFilterRow, "connectionId" | "field" | "value" | "isExcluded">;

export async function listProfiles(db: Db, userId: string): Promise<ProfileRow[]> {
  return await db
    .select()
    .from(profiles)
    .where(eq(profiles.userId, userId))
    .orderBy(desc(profiles.isDefault), asc(profiles.createdAt), asc(profiles.id));
}

/** With its terms, both or neither; false when the person has another profile of that slug. */
export async function insertProfile(
  db: Db,
  profile: NewProfile,
  terms: readonly NewTerm[],
): Promise<boolean> {
  const insert = toStatement(db, db.insert(profiles).values(profile));
  return await unlessTaken(db.$client.batch([insert, insertTerms(db, profile.id, terms)]));
}

/**
 * All of it or nothing; `terms` take the place of those that stand. What was counted by another filter is
 * counted anew. False when the person has another profile of that slug.
 */
export async function updateProfile(
  db: Db,
  id: string,
  change: Partial<NewProfile> & { updatedAt: number },
  terms: readonly NewTerm[] | null,
): Promise<boolean> {
  return await unlessTaken(
    db.$client.batch([
      toStatement(db, db.update(profiles).set(change).where(eq(profiles.id, id))),
      forgetCounts(db, id),
      ...(terms === null ? [] : [deleteTerms(db, id), insertTerms(db, id, terms)]),
    ]),
  );
}

export async function deleteProfile(db: Db, id: string): Promise<void> {
  await db.$client.batch([
    deleteTerms(db, id),
    forgetCounts(db, id),
    db.$client.prepare("DELETE FROM media_profiles WHERE id = ?1").bind(id),
  ]);
}

function forgetCounts(db: Db, id: string): D1PreparedStatement {
  return db.$client.prepare("DELETE FROM media_profile_counts WHERE profile_id = ?1").bind(id);
}

function deleteTerms(db: Db, id: string): D1PreparedStatement {
  return db.$client.prepare("DELETE FROM media_profile_filters WHERE profile_id = ?1").bind(id);
}

/** One statement, however many they are. */
function insertTerms(db: Db, id: string, terms: readonly NewTerm[]): D1PreparedStatement {
  const rows = terms.map((one) => [one.connectionId, one.field, one.value, one.isExcluded ? 1 : 0]);
  return db.$client
    .prepare(
      `INSERT INTO media_profile_filters (profile_id, seq, connection_id, field, value, is_excluded)
       SELECT ?1, key, value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?2)`,
    )
    .bind(id, JSON.stringify(rows));
}

function toStatement(
  db: Db,
  query: { toSQL(): { sql: string; params: unknown[] } },
): D1PreparedStatement {
  const { sql, params } = query.toSQL();
  return db.$client.prepare(sql).bind(...params);
}
