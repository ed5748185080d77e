import type { Coverage } from "../platforms/page.ts";
import type { Db } from "./db.ts";
import { HIDDEN, HIDDEN_PARENT } from "./hidden-items.ts";
import { parseFigures } from "./item-json.ts";
import { firstKeyAt } from "./item-key.ts";

/** What stands already under a name: an item, or only a link that names it. */
export interface Known {
  /** Null where only a link names it. */
  readonly id: number | null;
  readonly kind: string;
  readonly occurredAt: number;
  readonly title: string;
  readonly body: string | null;
  readonly editedAt: number | null;
  readonly contentHash: string;
  readonly hidden: number;
  readonly parent: string | null;
  readonly isPrivate: boolean;
  readonly isSecondary: boolean;
  readonly figures: Record<string, number>;
  readonly link: string | null;
  /** What it belongs inside is not there. */
  readonly linkWaits: boolean;
}

/** An item that stands, with its key. */
export type Standing = Known & { readonly id: number };

export function standingOf(known: Known | undefined): Standing | null {
  return known === undefined || known.id === null ? null : { ...known, id: known.id };
}

/** By external id; one index seek each for the item and for the link. */
export async function readKnown(
  db: Db,
  connectionId: string,
  names: readonly string[],
): Promise<Map<string, Known>> {
  if (names.length === 0) return new Map();
  const { results } = await db.$client
    .prepare(READ_KNOWN)
    .bind(connectionId, JSON.stringify(names))
    .all<Record<string, unknown>>();
  return new Map(
    results.map((row) => [
      String(row["name"]),
      {
        id: numberOf(row["id"]),
        kind: textOf(row["kind"]) ?? "",
        occurredAt: Number(row["occurred_at"]),
        title: textOf(row["title"]) ?? "",
        body: textOf(row["body"]),
        editedAt: numberOf(row["edited_at"]),
        contentHash: String(row["content_hash"]),
        hidden: Number(row["hidden"]),
        parent: textOf(row["parent"]),
        isPrivate: row["is_private"] === 1,
        isSecondary: row["is_secondary"] === 1,
        figures: typeof row["figures"] === "string" ? parseFigures(row["figures"]) : {},
        link: textOf(row["link"]),
        linkWaits: row["link_waits"] === 1,
      },
    ]),
  );
}

/** An item that is there within what a page says it has all of. */
export interface Covered {
  readonly id: number;
  readonly externalId: string;
  readonly hidden: number;
}

/**
 * What is shown in these ranges, or hidden by a setting or its owner, of these kinds and one connection.
 * Reads what the connection has in them, and what of the person's stands inside others there.
 */
export async function readCovered(
  db: Db,
  { userId, connectionId }: { userId: string; connectionId: string },
  covers: readonly Coverage[],
): Promise<Covered[]> {
  const ranges = covers
    .map(({ kinds, after, before }) => ({ kinds, from: after + 1, to: before }))
    .filter(({ kinds, from, to }) => kinds.length > 0 && from < to)
    .map(({ kinds, from, to }) => [firstKeyAt(from), firstKeyAt(to), from, to, kinds]);
  if (ranges.length === 0) return [];
  const { results } = await db.$client
    .prepare(READ_COVERED)
    .bind(connectionId, JSON.stringify(ranges), userId)
    .all<{ id: number; external_id: string; hidden: number }>();
  const excepted = new Set(covers.flatMap(({ except = [] }) => except));
  // Two ranges may share a row.
  const rows = new Map(results.map((row) => [row.id, row]));
  return [...rows.values()]
    .map((row) => ({ id: row.id, externalId: row.external_id, hidden: row.hidden }))
    .filter(({ externalId }) => !excepted.has(externalId));
}

const READ_KNOWN = `
  SELECT j.value AS name, i.id, i.kind, i.occurred_at, i.title, i.body, i.edited_at, i.content_hash, i.hidden,
    i.parent, i.is_private, i.is_secondary, i.figures, l.parent AS link,
    l.waits AS link_waits
  FROM json_each(?2) j
  LEFT JOIN media_items i ON i.connection_id = ?1 AND i.external_id = j.value
  LEFT JOIN media_item_links l ON l.connection_id = ?1 AND l.child = j.value`;

/** Its time is asked as well as its key: on a crowded millisecond keys go on into the next ones. */
const IN_RANGE = `
  i.connection_id = ?1 AND i.id >= j.value ->> 0 AND i.id < j.value ->> 1
    AND i.occurred_at >= j.value ->> 2 AND i.occurred_at < j.value ->> 3
    AND i.kind IN (SELECT value FROM json_each(j.value, '$[4]'))`;

/** What is hidden here is looked for too: gone there, it must not come back when it is shown again. */
const READ_COVERED = `
  SELECT i.id, i.external_id, i.hidden
  FROM json_each(?2) j CROSS JOIN media_items i INDEXED BY media_items_connection
  WHERE ${IN_RANGE} AND i.parent IS NULL
  UNION ALL
  SELECT i.id, i.external_id, i.hidden
  FROM json_each(?2) j CROSS JOIN media_items i INDEXED BY media_items_children
  WHERE ${IN_RANGE} AND i.parent IS NOT NULL AND i.parent = '${HIDDEN_PARENT}'
    AND i.hidden & ${HIDDEN.source} = 0
  UNION ALL
  SELECT i.id, i.external_id, i.hidden
  FROM json_each(?2) j CROSS JOIN media_items i INDEXED BY media_items_inside
  WHERE ${IN_RANGE} AND i.user_id = ?3 AND i.parent IS NOT NULL AND i.parent <> '${HIDDEN_PARENT}'`;

function numberOf(value: unknown): number | null {
  return value === null ? null : Number(value);
}

function textOf(value: unknown): string | null {
  return value === null ? null : String(value);
}
