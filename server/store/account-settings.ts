import { eq } from "drizzle-orm";
import type { HideRule } from "../platforms/platform.ts";
import type { Db } from "./db.ts";
import { isRefused, onlyIf } from "./guard.ts";
import { HIDDEN, HIDDEN_PARENT, toCondition } from "./hidden-items.ts";
import { accountSettings } from "./schema/index.ts";

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
    await db.$client.batch([
      onlyIf(db, STANDS, connectionId, before),
      db.$client.prepare(keep.sql).bind(...keep.params),
      db.$client.prepare(RAISE_FENCE).bind(connectionId, now),
      ...hide(db, connectionId, rules),
      show(db, connectionId, rules),
    ]);
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
  const values: string[] = [connectionId];
  const condition = toCondition(rules, (value) => `?${values.push(value)}`) ?? "0";
  return db.$client
    .prepare(
      `UPDATE media_items INDEXED BY media_items_children
       SET hidden = hidden & ~${HIDDEN.settings},
         parent = iif(hidden & ~${HIDDEN.settings}, '${HIDDEN_PARENT}',
           (SELECT l.parent FROM media_item_links l
            WHERE l.connection_id = media_items.connection_id AND l.child = media_items.external_id
         AND EXISTS (SELECT 1 FROM media_items p WHERE p.connection_id = l.connection_id
           AND p.external_id = l.parent AND p.hidden & ${HIDDEN.source} = 0)))
       WHERE connection_id = ?1 AND parent = '${HIDDEN_PARENT}' AND hidden & ${HIDDEN.settings}
         AND NOT (${condition})`,
    )
    .bind(...values);
}
