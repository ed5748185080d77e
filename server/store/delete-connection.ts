import type { ConnectionRow } from "./connections.ts";
import type { Db } from "./db.ts";
import { forgetClient } from "./forget-client.ts";
import { serverKey, serverOf } from "./outage-key.ts";
import { connectionScope } from "./rate-limits.ts";
import { tellBroken } from "./search-index.ts";
import { isIndexFailure } from "./search.ts";

/**
 * What belongs to a connection, and the key to take some of it by. Counts go before what they count, so
 * that the items' going writes none of them again; they are found by whose they are.
 */
const COUNTS = [
  ["media_activity", "user_id, day, connection_id, kind, is_private"],
  ["media_place_activity", "user_id, month, connection_id, place, kind, is_private"],
] as const;
const TABLES = [
  ["media_items", "external_id"],
  ["media_item_links", "child"],
  ["media_item_edits", "external_id"],
  ["media_sync_runs", "id"],
  ["media_corpus_snapshots", "content_hash"],
  ["media_corpus_parents", "content_hash"],
  ["media_account_settings", "connection_id"],
] as const;

/** Queries that one call of `deleteSomeOfConnection` costs, and one of `deleteConnection`. */
export const DELETE_SOME_QUERIES = 1 + COUNTS.length + TABLES.length;
export const DELETE_ROW_QUERIES = 6;

/**
 * Deletes about `limit` rows of each table that a connection brought; true when none is left. What the
 * full-text index has of them goes with them; where it is broken, it is made anew without them.
 */
export async function deleteSomeOfConnection(
  db: Db,
  { id, userId }: Pick<ConnectionRow, "id" | "userId">,
  limit: number,
  now: number,
): Promise<boolean> {
  const rest = [
    ...COUNTS.map(([table, key]) =>
      db.$client
        .prepare(
          `DELETE FROM ${table} WHERE (${key}) IN
             (SELECT ${key} FROM ${table} WHERE user_id = ?1 AND connection_id = ?2 LIMIT ?3)`,
        )
        .bind(userId, id, limit),
    ),
    ...TABLES.map(([table, key]) =>
      db.$client
        .prepare(
          `DELETE FROM ${table} WHERE connection_id = ?1 AND ${key} IN
             (SELECT ${key} FROM ${table} WHERE connection_id = ?1 LIMIT ?2)`,
        )
        .bind(id, limit),
    ),
  ];
  const isDone = (results: readonly D1Result[]): boolean =>
    results.every((result) => result.meta.changes < limit);
  try {
    const indexed = db.$client.prepare(DELETE_INDEXED).bind(id, limit);
    const [, ...results] = await db.$client.batch([indexed, ...rest]);
    return isDone(results);
  } catch (error) {
    if (!isIndexFailure(error)) throw error;
    await tellBroken(db, error, now);
    return isDone(await db.$client.batch(rest));
  }
}

/** Of the items that go in the same batch: the same ones, as the same index finds them. */
const DELETE_INDEXED = `
  DELETE FROM media_search WHERE rowid IN
    (SELECT id FROM media_items WHERE connection_id = ?1 AND external_id IN
      (SELECT external_id FROM media_items WHERE connection_id = ?1 LIMIT ?2))`;

/**
 * Deletes a connection's own row, and its name wherever else it stands, all of it or nothing; unless it
 * was connected again meanwhile.
 */
export async function deleteConnection(
  db: Db,
  { id, userId, platform, externalId, clientId }: ConnectionRow,
): Promise<void> {
  const key = serverKey(platform, externalId);
  await db.$client.batch([
    db.$client.prepare(FORGET_LIMITS).bind(id, connectionScope(id)),
    db.$client.prepare(FORGET_SUSPECT).bind(id, platform, key),
    // An app of one's own is known to one platform's servers: either of the two is nothing to forget.
    ...(clientId === null
      ? [db.$client.prepare(FORGET_SERVER).bind(id, platform, key, `${serverOf(externalId)}/`)]
      : []),
    db.$client.prepare(FORGET_FILTERS).bind(id, userId),
    db.$client.prepare(FORGET_CHOICE).bind(id, userId),
    db.$client.prepare("DELETE FROM media_accounts WHERE id = ?1 AND status = ?2").bind(id, ENDING),
    ...(clientId === null ? [] : [forgetClient(db, { userId, platform, clientId })]),
  ]);
}

const ENDING = "disconnecting";
const IF_IT_ENDS = `EXISTS (SELECT 1 FROM media_accounts a WHERE a.id = ?1 AND a.status = '${ENDING}')`;

const FORGET_LIMITS = `DELETE FROM media_rate_limits WHERE scope = ?2 AND ${IF_IT_ENDS}`;

const FORGET_SUSPECT = `
  UPDATE media_platform_outages
  SET suspects = json_remove(suspects, '$."' || ?1 || '"')
  WHERE platform IN (?2, ?3) AND instr(suspects, ?1) AND ${IF_IT_ENDS}`;

/** The name of a server may be a person's own: it goes with the last who has an account there. */
const FORGET_SERVER = `
  DELETE FROM media_platform_outages
  WHERE platform = ?3 AND ${IF_IT_ENDS}
    AND NOT EXISTS (SELECT 1 FROM media_accounts b WHERE b.platform = ?2 AND b.id <> ?1
      AND b.external_id >= ?4 AND b.external_id < substr(?4, 1, length(?4) - 1) || '0')`;

const PROFILES = "SELECT id FROM media_profiles WHERE user_id = ?2";

const FORGET_FILTERS = `
  DELETE FROM media_profile_filters
  WHERE profile_id IN (${PROFILES}) AND connection_id = ?1 AND ${IF_IT_ENDS}`;

/** A profile that chose this one alone shows nothing from then on, rather than everything. */
const FORGET_CHOICE = `
  UPDATE media_profiles
  SET connections = (SELECT json_group_array(value) FROM json_each(connections) WHERE value <> ?1)
  WHERE user_id = ?2 AND instr(connections, ?1) AND ${IF_IT_ENDS}`;
