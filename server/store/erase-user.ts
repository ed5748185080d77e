import { and, desc, eq, gt, isNotNull, isNull, lte } from "drizzle-orm";
import { beginDisconnect } from "./connections.ts";
import type { Db } from "./db.ts";
import { forgetClient } from "./forget-client.ts";
import { isRefused, onlyIf } from "./guard.ts";
import { listPlatformCredentials } from "./platform-credentials.ts";
import { users } from "./schema/index.ts";

/** Stands in `erase_at` once erasing has begun: it is due for ever, and nobody can take it back. */
const BEGUN = 0;

/** Sets when a person is to be erased, unless it is set already. */
export async function putEraseAt(db: Db, userId: string, eraseAt: number): Promise<void> {
  await db
    .update(users)
    .set({ eraseAt })
    .where(and(eq(users.id, userId), isNull(users.eraseAt)));
}

/** False when it was too late. */
export async function dropEraseAt(db: Db, userId: string, now: number): Promise<boolean> {
  const row = await db
    .update(users)
    .set({ eraseAt: null })
    .where(and(eq(users.id, userId), gt(users.eraseAt, now)))
    .returning({ id: users.id })
    .get();
  return row !== undefined;
}

/** Who is to be erased by now; those first with whom it has not begun. */
export async function listErasing(
  db: Db,
  now: number,
  limit: number,
): Promise<{ id: string; hasBegun: boolean; updatedAt: number }[]> {
  const rows = await db
    .select({ id: users.id, eraseAt: users.eraseAt, updatedAt: users.updatedAt })
    .from(users)
    .where(and(isNotNull(users.eraseAt), lte(users.eraseAt, now)))
    .orderBy(desc(users.eraseAt))
    .limit(limit);
  return rows.map(({ id, eraseAt, updatedAt }) => ({ id, hasBegun: eraseAt === BEGUN, updatedAt }));
}

/**
 * Takes from a row all that says whose it was, ends its sessions, and takes its connections out of every
 * list, in one batch. Who signs in from now on is somebody new. Nothing, where it is not due.
 */
export async function beginErase(db: Db, userId: string, now: number): Promise<void> {
  const statement = (sql: string, ...values: unknown[]) =>
    db.$client.prepare(sql).bind(userId, ...values);
  try {
    await db.$client.batch([
      onlyIf(db, IS_DUE, userId, now),
      statement(BEGIN, now, `erased ${userId}`),
      statement("DELETE FROM media_sessions WHERE user_id = ?1"),
    ]);
  } catch (error) {
    if (!isRefused(error)) throw error;
    return;
  }
  await beginDisconnect(db, { userId }, now);
}

const IS_DUE = "EXISTS (SELECT 1 FROM media_users WHERE id = ?1 AND erase_at <= ?2)";

/** No person can choose a handle with a space in it. */
const BEGIN = `
  UPDATE media_users SET erase_at = ${BEGUN}, updated_at = ?2, handle = ?3,
    devpad_id = NULL, github_id = NULL, name = '', email = NULL, zone = NULL
  WHERE id = ?1`;

/**
 * Deletes what belongs to a person by his id, his own row among it, all of it or nothing. False while
 * any of his connections stands.
 */
export async function endErase(db: Db, userId: string): Promise<boolean> {
  const clients = await listPlatformCredentials(db, userId);
  try {
    await db.$client.batch([
      onlyIf(db, IS_BARE, userId),
      ...TABLES_OF_PROFILES.map((table) =>
        db.$client.prepare(`DELETE FROM ${table} WHERE profile_id IN (${PROFILES})`).bind(userId),
      ),
      ...TABLES.map((table) =>
        db.$client.prepare(`DELETE FROM ${table} WHERE user_id = ?1`).bind(userId),
      ),
      ...clients.map((client) => forgetClient(db, client)),
      db.$client.prepare("DELETE FROM media_users WHERE id = ?1").bind(userId),
    ]);
    return true;
  } catch (error) {
    if (isRefused(error)) return false;
    throw error;
  }
}

const IS_BARE = `
  EXISTS (SELECT 1 FROM media_users WHERE id = ?1 AND erase_at = ${BEGUN})
  AND NOT EXISTS (SELECT 1 FROM media_accounts WHERE user_id = ?1)`;

/** Sessions and states know no index by person: they are read whole, which is for once. */
const TABLES = [
  "media_profiles",
  "media_platform_credentials",
  "media_oauth_states",
  "media_sessions",
];

/** What belongs to a person by his profiles' ids. */
const TABLES_OF_PROFILES = ["media_profile_filters", "media_profile_counts"];
const PROFILES = "SELECT id FROM media_profiles WHERE user_id = ?1";
