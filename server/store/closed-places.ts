import type { Db } from "./db.ts";
import { HIDDEN } from "./hidden-items.ts";

/** A place of which all that is held is gone there, or private. */
export interface ClosedPlace {
  readonly isGone: boolean;
  readonly isPrivate: boolean;
}

/** By name. Reads all that the connection has: no index knows it. */
export async function listClosedPlaces(
  db: Db,
  connectionId: string,
): Promise<Map<string, ClosedPlace>> {
  const { results } = await db.$client
    .prepare(LIST_CLOSED)
    .bind(connectionId)
    .all<{ name: string; gone: number; private: number }>();
  return new Map(
    results.map((row) => [row.name, { isGone: row.gone === 1, isPrivate: row.private === 1 }]),
  );
}

const LIST_CLOSED = `
  SELECT place_name AS name, min(hidden & ${HIDDEN.source}) AS gone, min(is_private) AS private
  FROM media_items INDEXED BY media_items_external
  WHERE connection_id = ?1 AND place_name IS NOT NULL
  GROUP BY place_name HAVING gone OR private`;
