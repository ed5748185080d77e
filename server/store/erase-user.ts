import { and, eq, gt, isNull, lte } from "drizzle-orm";
import { beginDisconnect } from "./connections.ts";
import type { Db } from "./db.ts";
import { forgetClient } from "./forget-client.ts";
import { isRefused, onlyIf } from "./guard.ts";
import { hasLeftToOwnApp } from "./left-grants.ts";
import { listPlatformCredentials } from "./platform-credentials.ts";
import { users } from "./schema/index.ts";

/**
 * Once erasing has begun, `erase_at` lies so far back: it is due for ever, nobody can take it back, and
 * who was tried last comes last.
 */
const BEGUN_MS = 1e15;

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

/** Somebody who is to be erased by now. */
export interface Erasing {
  readonly id: string;
  readonly hasBegun: boolean;
  readonly updatedAt: number;
}

/**
 * Two at most: one with whom it has not begun, and of the others those that were not tried for longest.
 */
export async function listErasing(db: Db, now: number): Promise<Erasing[]> {
  const { results } = await db.$client
    .prepare(LIST_ERASING)
    .bind(now)
    .all<Omit<Erasing, "hasBegun"> & { hasBegun: number }>();
  return results.map((row) => ({ ...row, hasBegun: row.hasBegun === 1 }));
}

const ERASING = `
  SELECT id, erase_at <= 0 AS hasBegun, updated_at AS updatedAt
  FROM media_users INDEXED BY media_users_erase WHERE erase_at IS NOT NULL`;
const LIST_ERASING = `
  SELECT * FROM (${ERASING} AND erase_at > 0 AND erase_at <= ?1 ORDER BY erase_at LIMIT 1)
  UNION ALL
  SELECT * FROM (${ERASING} AND erase_at <= 0 ORDER BY erase_at LIMIT 2)
  LIMIT 2`;

/** Whoever is tried now, or failed, comes after all the others. */
export async function putEraseTried(
  db: Db,
  { id, hasBegun }: Pick<Erasing, "id" | "hasBegun">,
  now: number,
): Promise<void> {
  await db
    .update(users)
    .set({ eraseAt: hasBegun ? now - BEGUN_MS : now })
    .where(and(eq(users.id, id), lte(users.eraseAt, hasBegun ? 0 : now)));
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
  UPDATE media_users SET erase_at = ?2 - ${BEGUN_MS}, updated_at = ?2, handle = ?3,
    devpad_id = NULL, github_id = NULL, name = '', email = NULL, zone = NULL
  WHERE id = ?1`;

/**
 * Deletes what belongs to a person by his id, his own row among it, all of it or nothing. False while
 * any of his connections stands, or his own app has a grant to end.
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
  EXISTS (SELECT 1 FROM media_users WHERE id = ?1 AND erase_at <= 0)
  AND NOT EXISTS (SELECT 1 FROM media_accounts WHERE user_id = ?1)
  AND NOT ${hasLeftToOwnApp("?1")}`;

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
