import type { Db } from "./db.ts";
import { parseFigures } from "./item-json.ts";

/** What stands already under a name: an item, or only a link that names it. */
export interface Known {
  /** Null where only a link names it. */
  readonly id: number | null;
  readonly occurredAt: number;
  readonly contentHash: string;
  readonly parent: string | null;
  readonly isSecondary: boolean;
  readonly figures: Record<string, number>;
  readonly link: string | null;
}

/** By external id; one index seek each for the item and for the link. */
export async function readKnown(
  db: Db,
  connectionId: string,
  names: readonly string[],
): Promise<Map<string, Known>> {
  const { results } = await db.$client
    .prepare(READ_KNOWN)
    .bind(connectionId, JSON.stringify(names))
    .all<Record<string, unknown>>();
  return new Map(
    results.map((row) => [
      String(row["name"]),
      {
        id: row["id"] === null ? null : Number(row["id"]),
        occurredAt: Number(row["occurred_at"]),
        contentHash: String(row["content_hash"]),
        parent: row["parent"] === null ? null : String(row["parent"]),
        isSecondary: row["is_secondary"] === 1,
        figures: typeof row["figures"] === "string" ? parseFigures(row["figures"]) : {},
        link: row["link"] === null ? null : String(row["link"]),
      },
    ]),
  );
}

const READ_KNOWN = `
  SELECT j.value AS name, i.id, i.occurred_at, i.content_hash, i.parent, i.is_secondary, i.figures,
    l.parent AS link
  FROM json_each(?2) j
  LEFT JOIN media_items i ON i.connection_id = ?1 AND i.external_id = j.value
  LEFT JOIN media_item_links l ON l.connection_id = ?1 AND l.child = j.value`;
