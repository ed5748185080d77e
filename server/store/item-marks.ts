import type { Db } from "./db.ts";
import type { ItemName } from "./person-hides.ts";

/** So many items of a person are pinned at most: reading them all stays one short look. */
export const MOST_PINS = 100;

/** False where he has that many already. What is pinned stays where it is among the pins. */
export async function pinItem(
  db: Db,
  userId: string,
  name: ItemName,
  now: number,
): Promise<boolean> {
  const row = await db.$client
    .prepare(PIN)
    .bind(userId, name.connectionId, name.externalId, now)
    .first();
  return row !== null;
}

export async function unpinItem(db: Db, userId: string, name: ItemName): Promise<void> {
  await put(db, "pinned_at", userId, name, null);
}

/** Null takes it away. */
export async function noteItem(
  db: Db,
  userId: string,
  name: ItemName,
  note: string | null,
): Promise<void> {
  await put(db, "note", userId, name, note);
}

/** Whether it is an entry of its own, whatever else says the same. */
export async function splitItem(
  db: Db,
  userId: string,
  name: ItemName,
  isSplit: boolean,
): Promise<void> {
  await put(db, "is_split", userId, name, isSplit ? 1 : 0);
}

/** By name, as a sync may give the item another key meanwhile. */
async function put(
  db: Db,
  column: "pinned_at" | "note" | "is_split",
  userId: string,
  name: ItemName,
  value: string | number | null,
): Promise<void> {
  await db.$client
    .prepare(`UPDATE media_items SET ${column} = ?4 WHERE ${NAMED}`)
    .bind(userId, name.connectionId, name.externalId, value)
    .run();
}

const NAMED = "connection_id = ?2 AND external_id = ?3 AND user_id = ?1";

const PIN = `
  UPDATE media_items SET pinned_at = coalesce(pinned_at, ?4)
  WHERE ${NAMED} AND (pinned_at IS NOT NULL OR (SELECT count(*) FROM media_items p
    INDEXED BY media_items_pinned WHERE p.user_id = ?1 AND p.pinned_at IS NOT NULL) < ${MOST_PINS})
  RETURNING id`;
