import { eq } from "drizzle-orm";
import type { HideRule } from "../platforms/platform.ts";
import type { Db } from "./db.ts";
import { batchWithIndex } from "./batch-with-index.ts";
import { isRefused, onlyIf } from "./guard.ts";
import { HIDDEN, HIDDEN_PARENT, toCondition } from "./hidden-items.ts";
import { accountSettings } from "./schema/index.ts";
import { ALL_ANEW, indexAllOf } from "./search-index.ts";
import { putSearchRows, SEARCH_COLUMNS, toSearchRows, versionOf } from "./search-rows.ts";
import type { SearchRow } from "./search-rows.ts";

/** A person's choices for one connection, as JSON; null where none were made. */
export async function findChoices(db: Db, connectionId: string): Promise<string | null> {
  const row = await db
    .select({ choices: accountSettings.choices })
    .from(accountSettings)
    .where(eq(accountSettings.connectionId, connectionId))
    .get();
  return row?.choices ?? null;
}

export interface ChoicesChange {
  readonly connectionId: string;
  /** What stood when this was decided. */
  readonly before: string | null;
  readonly choices: string;
  readonly rules: readonly HideRule[];
  readonly now: number;
}

/**
 * Keeps the choices and hides and shows what is stored by their rules, in one batch. The fence goes up:
 * a run that began under other choices writes nothing, and what it read is read again. False when
 * the choices, or the connection, are others by now.
 */
export async function putChoices(db: Db, change: ChoicesChange): Promise<boolean> {
  const { connectionId, before, choices, rules, now } = change;
  const row = { connectionId, choices, updatedAt: now };
  const keep = db
    .insert(accountSettings)
    .values(row)
    .onConflictDoUpdate({ target: accountSettings.connectionId, set: row })
    .toSQL();
  try {
    const userId = await findOwner(db, connectionId);
    if (userId === null) return false;
    const back = await readShown(db, connectionId, rules);
    await batchWithIndex(
      db,
      [
        onlyIf(db, STANDS, connectionId, before),
        db.$client.prepare(keep.sql).bind(...keep.params),
        db.$client.prepare(RAISE_FENCE).bind(connectionId, now),
        ...hide(db, connectionId, rules),
        indexMissed(db, userId, change, back),
        show(db, connectionId, rules),
      ],
      [db.$client.prepare(FORGET).bind(connectionId), ...putSearchRows(db, userId, back)],
      [indexAllOf(db, userId)],
    );
    return true;
  } catch (error) {
    if (isRefused(error)) return false;
    throw error;
  }
}

/** How many items of a connection its settings hide. Reads each that is hidden, for whatever reason. */
export async function countHiddenBySettings(db: Db, connectionId: string): Promise<number> {
  const row = await db.$client
    .prepare(
      `SELECT count(*) AS items FROM media_items INDEXED BY media_items_children
       WHERE connection_id = ?1 AND parent = '${HIDDEN_PARENT}' AND hidden & ${HIDDEN.settings}`,
    )
    .bind(connectionId)
    .first<{ items: number }>();
  return row?.items ?? 0;
}

const STANDS = `
  EXISTS (SELECT 1 FROM media_accounts WHERE id = ?1 AND status <> 'disconnecting')
  AND (SELECT choices FROM media_account_settings WHERE connection_id = ?1) IS ?2`;

/** What runs now is due still: only its end would have said otherwise. */
const RAISE_FENCE = `
  UPDATE media_accounts
  SET fence = fence + 1, lease_owner = NULL, lease_expires_at = NULL, updated_at = ?2 WHERE id = ?1`;

/** Reads all that the connection has: no index knows kinds, marks and places. */
function hide(db: Db, connectionId: string, rules: readonly HideRule[]): D1PreparedStatement[] {
  const values: string[] = [connectionId];
  const condition = toCondition(rules, (value) => `?${values.push(value)}`);
  if (condition === null) return [];
  const statement = db.$client.prepare(
    `UPDATE media_items INDEXED BY media_items_external
     SET hidden = hidden | ${HIDDEN.settings}, parent = '${HIDDEN_PARENT}'
     WHERE connection_id = ?1 AND hidden & ${HIDDEN.settings} = 0 AND (${condition})`,
  );
  return [statement.bind(...values)];
}

/** Reads what is hidden. What is hidden for another reason besides stays so. */
function show(db: Db, connectionId: string, rules: readonly HideRule[]): D1PreparedStatement {
  const { condition, values } = toUnhidden(connectionId, rules);
  return db.$client
    .prepare(
      `UPDATE media_items INDEXED BY media_items_children
       SET hidden = hidden & ~${HIDDEN.settings},
         parent = iif(hidden & ~${HIDDEN.settings}, '${HIDDEN_PARENT}',
           (SELECT l.parent FROM media_item_links l
            WHERE l.connection_id = media_items.connection_id AND l.child = media_items.external_id
         AND EXISTS (SELECT 1 FROM media_items p WHERE p.connection_id = l.connection_id
           AND p.external_id = l.parent AND p.hidden & ${HIDDEN.source} = 0)))
       WHERE ${condition}`,
    )
    .bind(...values);
}

/** What settings hide, and these rules do not. */
function toUnhidden(
  connectionId: string,
  rules: readonly HideRule[],
): { condition: string; values: string[] } {
  const values: string[] = [connectionId];
  const hides = toCondition(rules, (value) => `?${values.push(value)}`) ?? "0";
  return {
    condition: `connection_id = ?1 AND parent = '${HIDDEN_PARENT}' AND hidden & ${HIDDEN.settings}
         AND NOT (${hides})`,
    values,
  };
}

/** So many that are shown again are indexed with that; where they are more, all is, by the ticks. */
const MOST_INDEXED = 1000;

async function readShown(
  db: Db,
  connectionId: string,
  rules: readonly HideRule[],
): Promise<SearchRow[]> {
  const { condition, values } = toUnhidden(connectionId, rules);
  const { results } = await db.$client
    .prepare(
      `SELECT ${SEARCH_COLUMNS} FROM media_items i INDEXED BY media_items_children
       WHERE ${condition} LIMIT ${MOST_INDEXED + 1}`,
    )
    .bind(...values)
    .all();
  return results.length > MOST_INDEXED ? [] : toSearchRows(results);
}

/** Before they are shown: all anew where some of them were not read, or changed since. */
function indexMissed(
  db: Db,
  userId: string,
  { connectionId, rules }: ChoicesChange,
  read: readonly SearchRow[],
): D1PreparedStatement {
  const { condition, values } = toUnhidden(connectionId, rules);
  const versions = values.push(JSON.stringify(read.map(versionOf)));
  const owner = values.push(userId);
  return db.$client
    .prepare(
      `UPDATE media_users SET search_key = ${ALL_ANEW}
       WHERE id = ?${owner} AND search_key IS NOT ${ALL_ANEW} AND EXISTS (
         SELECT 1 FROM media_items INDEXED BY media_items_children
         WHERE ${condition} AND hidden = ${HIDDEN.settings}
           AND id || ' ' || content_hash NOT IN (SELECT value FROM json_each(?${versions})))`,
    )
    .bind(...values);
}

const FORGET = `
  DELETE FROM media_search WHERE rowid IN (
    SELECT id FROM media_items INDEXED BY media_items_children
    WHERE connection_id = ?1 AND parent = '${HIDDEN_PARENT}' AND hidden <> 0)`;

async function findOwner(db: Db, connectionId: string): Promise<string | null> {
  const row = await db.$client
    .prepare("SELECT user_id AS id FROM media_accounts WHERE id = ?1")
    .bind(connectionId)
    .first<{ id: string }>();
  return row?.id ?? null;
}
