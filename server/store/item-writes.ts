import type { ItemLink, PlatformItem } from "../platforms/platform.ts";
import type { Db } from "./db.ts";
import { parseFigures } from "./items.ts";
import { allocateKeys, endKeyAt, firstKeyAt } from "./item-key.ts";

/** Rows per statement; a row is a few hundred bytes, and a bound text may hold about two megabytes. */
const CHUNK = 250;

export interface ItemPlan {
  readonly statements: readonly D1PreparedStatement[];
  readonly itemsNew: number;
  readonly itemsChanged: number;
  readonly oldestAt: number | null;
}

/**
 * Decides what a set of items and links changes, and makes the statements for it. What stands
 * already with the same content costs no write; an item whose time was corrected moves.
 */
export async function planItems(
  db: Db,
  owner: { userId: string; connectionId: string; platform: string; now: number },
  found: { items: readonly PlatformItem[]; links: readonly ItemLink[] },
): Promise<ItemPlan> {
  const items = bestOfEach(found.items);
  const links = new Map(found.links.map((link) => [link.child, link.parent]));
  const names = [...new Set([...items.keys(), ...links.keys()])];
  if (names.length === 0) return { statements: [], itemsNew: 0, itemsChanged: 0, oldestAt: null };

  const known = await readKnown(db, owner.connectionId, names);
  const rows: (WrittenRow & { was: Known | null })[] = [];
  for (const [externalId, item] of items) {
    const was = known.get(externalId);
    if (was?.id != null && item.isSecondary && !was.isSecondary) continue;
    const parent = links.get(externalId) ?? was?.link ?? null;
    const row = await toRow(item, parent, was ?? null);
    if (was?.id != null && was.contentHash === row.contentHash) continue;
    rows.push({ ...row, was: was?.id != null ? was : null });
  }
  const isMove = (row: (typeof rows)[number]): boolean =>
    row.was === null || row.was.occurredAt !== row.occurredAt;
  const moving = rows.filter(isMove);
  const counts = new Map<number, number>();
  for (const row of moving) counts.set(row.occurredAt, (counts.get(row.occurredAt) ?? 0) + 1);
  const keys = await allocateKeys(counts, (times) => readHighestKeys(db, times));
  const inserts = moving.map((row) => ({ ...row, id: keys.get(row.occurredAt)?.shift() }));
  const moved = new Set(inserts.flatMap((row) => (row.was?.id == null ? [] : [row.was.id])));
  const updates = rows.filter((row) => !isMove(row)).map((row) => ({ ...row, id: row.was?.id }));
  const adopted = [...known].flatMap(([name, was]): [number, string][] => {
    const parent = links.get(name) ?? was.link;
    const stays = was.id !== null && !moved.has(was.id);
    return stays && parent !== null && was.parent !== parent ? [[was.id, parent]] : [];
  });
  const isNewLink = ([child, parent]: [string, string]): boolean =>
    known.get(child)?.link !== parent;

  const d1 = db.$client;
  const statements = [
    ...chunked([...moved]).map((ids) => d1.prepare(DELETE_MOVED).bind(JSON.stringify(ids))),
    ...chunked(inserts).map((part) =>
      d1
        .prepare(INSERT)
        .bind(
          owner.userId,
          owner.connectionId,
          owner.platform,
          owner.now,
          JSON.stringify(part.map(forSql)),
        ),
    ),
    ...chunked(updates).map((part) =>
      d1.prepare(UPDATE).bind(owner.now, JSON.stringify(part.map(forSql))),
    ),
    ...chunked([...links].filter(isNewLink)).map((part) =>
      d1.prepare(PUT_LINKS).bind(owner.connectionId, JSON.stringify(part)),
    ),
    ...chunked(adopted).map((part) => d1.prepare(ADOPT).bind(JSON.stringify(part))),
  ];
  const itemsNew = rows.filter((row) => row.was === null).length;
  return {
    statements,
    itemsNew,
    itemsChanged: rows.length - itemsNew,
    oldestAt: rows.length === 0 ? null : Math.min(...rows.map((row) => row.occurredAt)),
  };
}

interface WrittenRow {
  readonly externalId: string;
  readonly kind: string;
  readonly occurredAt: number;
  readonly contentHash: string;
  readonly parent: string | null;
  readonly fields: Omit<PlatformItem, "externalId" | "kind" | "occurredAt">;
  readonly figures: string;
}

/** One item per external id: the last seen, but never a poorer sight over a better one. */
function bestOfEach(items: readonly PlatformItem[]): Map<string, PlatformItem> {
  const best = new Map<string, PlatformItem>();
  for (const item of items) {
    const standing = best.get(item.externalId);
    if (standing && item.isSecondary && !standing.isSecondary) continue;
    best.set(item.externalId, item);
  }
  return best;
}

/** Figures that an answer does not carry stay as they were: a listing knows fewer than the thing itself. */
async function toRow(
  item: PlatformItem,
  parent: string | null,
  was: Known | null,
): Promise<WrittenRow> {
  const { externalId, kind, occurredAt, ...fields } = item;
  const figures = JSON.stringify(
    Object.fromEntries(
      Object.entries({ ...was?.figures, ...item.figures }).sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  );
  const content = JSON.stringify([
    kind,
    occurredAt,
    fields.startedAt,
    fields.title,
    fields.body,
    fields.url,
    fields.place?.name ?? null,
    fields.place?.url ?? null,
    fields.state,
    fields.reference,
    fields.isPrivate,
    fields.isSecondary,
    figures,
  ]);
  return {
    externalId,
    kind,
    occurredAt,
    parent,
    fields,
    figures,
    contentHash: await hash(content),
  };
}

async function hash(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest, 0, 12), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

interface Known {
  /** Null where only a link names it. */
  readonly id: number | null;
  readonly occurredAt: number;
  readonly contentHash: string;
  readonly parent: string | null;
  readonly isSecondary: boolean;
  readonly figures: Record<string, number>;
  readonly link: string | null;
}

async function readKnown(
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

/** The highest key taken at each of these milliseconds; one index seek each. */
async function readHighestKeys(
  db: Db,
  times: readonly number[],
): Promise<Map<number, number | null>> {
  const wanted = times.map((ms) => [ms, firstKeyAt(ms), endKeyAt(ms)]);
  if (wanted.length === 0) return new Map();
  const { results } = await db.$client
    .prepare(READ_HIGHEST)
    .bind(JSON.stringify(wanted))
    .all<{ ms: number; highest: number | null }>();
  return new Map(results.map((row) => [row.ms, row.highest]));
}

function chunked<T>(all: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let at = 0; at < all.length; at += CHUNK) parts.push(all.slice(at, at + CHUNK));
  return parts;
}

function forSql(row: WrittenRow & { id?: number | null | undefined }): unknown[] {
  const f = row.fields;
  return [
    row.id,
    row.externalId,
    row.kind,
    row.occurredAt,
    f.startedAt,
    f.title,
    f.body,
    f.url,
    f.place?.name ?? null,
    f.place?.url ?? null,
    f.state,
    f.reference,
    f.isPrivate ? 1 : 0,
    f.isSecondary ? 1 : 0,
    row.figures,
    row.contentHash,
    row.parent,
  ];
}

const READ_KNOWN = `
  SELECT j.value AS name, i.id, i.occurred_at, i.content_hash, i.parent, i.is_secondary, i.figures,
    l.parent AS link
  FROM json_each(?2) j
  LEFT JOIN media_items i ON i.connection_id = ?1 AND i.external_id = j.value
  LEFT JOIN media_item_links l ON l.connection_id = ?1 AND l.child = j.value`;

const READ_HIGHEST = `
  SELECT j.value ->> 0 AS ms,
    (SELECT max(id) FROM media_items WHERE id >= j.value ->> 1 AND id < j.value ->> 2) AS highest
  FROM json_each(?1) j`;

const DELETE_MOVED = `DELETE FROM media_items WHERE id IN (SELECT value FROM json_each(?1))`;

const FIELDS = [
  "external_id",
  "kind",
  "occurred_at",
  "started_at",
  "title",
  "body",
  "url",
  "place_name",
  "place_url",
  "state",
  "reference",
  "is_private",
  "is_secondary",
  "figures",
  "content_hash",
  "parent",
];

const CONTENT = FIELDS.filter((name) => name !== "external_id" && name !== "parent");

const INSERT = `
  INSERT INTO media_items (user_id, connection_id, platform, created_at, updated_at, id, ${FIELDS.join(", ")})
  SELECT ?1, ?2, ?3, ?4, ?4, value ->> 0, ${FIELDS.map((_, at) => `value ->> ${at + 1}`).join(", ")}
  FROM json_each(?5)`;

/** Leaves the columns of the indexes alone: they cost a write each. */
const UPDATE = `
  UPDATE media_items
  SET updated_at = ?1, ${CONTENT.map((name) => `${name} = j.value ->> ${FIELDS.indexOf(name) + 1}`).join(", ")}
  FROM json_each(?2) j WHERE media_items.id = j.value ->> 0`;

const PUT_LINKS = `
  INSERT INTO media_item_links (connection_id, child, parent)
  SELECT ?1, value ->> 0, value ->> 1 FROM json_each(?2) WHERE true
  ON CONFLICT (connection_id, child) DO UPDATE SET parent = excluded.parent`;

/** By key: joined by name, the planner walks the whole connection. */
const ADOPT = `
  UPDATE media_items SET parent = j.value ->> 1
  FROM json_each(?1) j WHERE media_items.id = j.value ->> 0`;
