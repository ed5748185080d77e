import type { Db } from "./db.ts";

/** Places that a connection has items of, most items first. Reads every item of the connection. */
export async function listPlaces(
  db: Db,
  connectionId: string,
  limit: number,
): Promise<{ name: string; items: number }[]> {
  const { results } = await db.$client
    .prepare(
      `SELECT place_name AS name, count(*) AS items FROM media_items INDEXED BY media_items_external
       WHERE connection_id = ?1 AND place_name IS NOT NULL
       GROUP BY place_name ORDER BY items DESC, name LIMIT ?2`,
    )
    .bind(connectionId, limit)
    .all<{ name: string; items: number }>();
  return results;
}
