import { and, asc, eq, inArray } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { isLive, oldestFirst, standing } from "./connections.ts";
import type { StandingConnection } from "./connections.ts";
import type { Db } from "./db.ts";
import type { ProfileRow } from "./profiles.ts";
import type { ProfileFilterRow } from "./profile-filters.ts";
import { accounts, profileFilters, profiles, users } from "./schema/index.ts";
import type { UserRow } from "./users.ts";

/** A profile with all that says what it shows. */
export interface StoredView {
  readonly user: UserRow;
  readonly profile: ProfileRow;
  readonly connections: readonly StandingConnection[];
  readonly filters: readonly ProfileFilterRow[];
}

export async function findOwnView(
  db: Db,
  userId: string,
  profileId: string,
): Promise<StoredView | null> {
  return await findView(db, and(eq(users.id, userId), eq(profiles.id, profileId)));
}

/** Whatever its visibility is; the same four queries whether there is one or not. */
export async function findViewAt(
  db: Db,
  address: { handle: string; slug: string },
): Promise<StoredView | null> {
  return await findView(db, and(eq(users.handle, address.handle), eq(profiles.slug, address.slug)));
}

async function findView(db: Db, which: SQL | undefined): Promise<StoredView | null> {
  const person = db
    .select({ id: users.id })
    .from(users)
    .innerJoin(profiles, eq(profiles.userId, users.id))
    .where(which);
  const profile = db
    .select({ id: profiles.id })
    .from(users)
    .innerJoin(profiles, eq(profiles.userId, users.id))
    .where(which);
  // A batch tells columns apart by name alone, so person and profile are not read in one row.
  const [user, found, connections, filters] = await db.batch([
    db.select().from(users).where(inArray(users.id, person)),
    db.select().from(profiles).where(inArray(profiles.id, profile)),
    db
      .select(standing)
      .from(accounts)
      .where(and(inArray(accounts.userId, person), isLive)),
    db
      .select()
      .from(profileFilters)
      .where(inArray(profileFilters.profileId, profile))
      .orderBy(asc(profileFilters.seq)),
  ]);
  if (!user[0] || !found[0]) return null;
  return { user: user[0], profile: found[0], connections: oldestFirst(connections), filters };
}
