import type { Db } from "./db.ts";
import { HIDDEN_PARENT } from "./hidden-items.ts";

/**
 * Places that a connection has items of, most items first: by the newest so many that stand on their
 * own, and as many of what is hidden. Reads no more than those.
 */
export async function listPlaces(
  db: Db,
  connectionId: string,
  newest: number,
): Promise<{ name: string; items: number }[]> {
  const { results } = await db.$client
    .prepare(LIST_PLACES)
    .bind(connectionId, newest)
    .all<{ name: string; items: number }>();
  return results;
}

const LIST_PLACES = `
  SELECT place_name AS name, count(*) AS items FROM (
    SELECT * FROM (
      SELECT place_name FROM media_items INDEXED BY media_items_connection
      WHERE connection_id = ?1 AND parent IS NULL ORDER BY id DESC LIMIT ?2)
    UNION ALL
    SELECT * FROM (
      SELECT place_name FROM media_items INDEXED BY media_items_children
      WHERE connection_id = ?1 AND parent = '${HIDDEN_PARENT}' ORDER BY id DESC LIMIT ?2))
  WHERE place_name IS NOT NULL GROUP BY place_name ORDER BY items DESC, name`;
