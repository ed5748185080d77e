import type { ItemLink, PlatformItem } from "../platforms/platform.ts";
import type { Db } from "./db.ts";
import { allocateKeys, endKeyAt, firstKeyAt } from "./item-key.ts";
import { ITEM_FIELDS, forSql, toRow } from "./item-row.ts";
import type { WrittenRow } from "./item-row.ts";
import { readKnown } from "./known-items.ts";
import type { Known } from "./known-items.ts";

/** Characters per bound text: at three bytes each it stays below D1's two megabytes. */
const CHUNK_CHARACTERS = 500_000;

export interface ItemPlan {
  readonly statements: readonly D1PreparedStatement[];
  readonly itemsNew: number;
  readonly itemsChanged: number;
  readonly oldestAt: number | null;
}

export interface ItemOwner {
  readonly userId: string;
  readonly connectionId: string;
  readonly platform: string;
  readonly now: number;
}

/**
 * Decides what a set of items and links changes, and makes the statements for it. What stands
 * already with the same content costs no write; an item whose time was corrected moves.
 */
export async function planItems(
  db: Db,
  owner: ItemOwner,
  found: { items: readonly PlatformItem[]; links: readonly ItemLink[] },
): Promise<ItemPlan> {
  const items = bestOfEach(found.items);
  const links = new Map(found.links.map((link) => [link.child, link.parent]));
  const names = [...new Set([...items.keys(), ...links.keys()])];
  if (names.length === 0) return { statements: [], itemsNew: 0, itemsChanged: 0, oldestAt: null };
  const known = await readKnown(db, owner.connectionId, names);
  const changes = await toChanges(items.values(), links, known);
  const moving = changes.filter(isMove);
  const inserts = await withKeys(db, moving);
  const moved = new Set(moving.flatMap(({ was }) => (was?.id == null ? [] : [was.id])));
  const itemsNew = changes.filter((change) => change.was === null).length;
  return {
    statements: toStatements(db, owner, {
      moved: [...moved],
      inserts,
      updates: changes.flatMap((change) =>
        !isMove(change) && change.was?.id != null ? [{ ...change, id: change.was.id }] : [],
      ),
      links: [...links].filter(([child, parent]) => known.get(child)?.link !== parent),
      adopted: toAdopted(known, links, moved),
    }),
    itemsNew,
    itemsChanged: changes.length - itemsNew,
    oldestAt: changes.length === 0 ? null : Math.min(...changes.map((row) => row.occurredAt)),
  };
}

/** A row that is not stored as it is; `was` is what stands, or null for a new item. */
type Change = WrittenRow & { readonly was: Known | null };
type Keyed = WrittenRow & { readonly id: number };

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

async function toChanges(
  items: Iterable<PlatformItem>,
  links: ReadonlyMap<string, string>,
  known: ReadonlyMap<string, Known>,
): Promise<Change[]> {
  const changes: Change[] = [];
  for (const item of items) {
    const named = known.get(item.externalId);
    const was = named?.id == null ? null : named;
    if (was !== null && item.isSecondary && !was.isSecondary) continue;
    const row = await toRow(item, links.get(item.externalId) ?? named?.link ?? null, was);
    if (was?.contentHash !== row.contentHash) changes.push({ ...row, was });
  }
  return changes;
}

function isMove({ was, occurredAt }: Change): boolean {
  return was === null || was.occurredAt !== occurredAt;
}

async function withKeys(db: Db, moving: readonly Change[]): Promise<Keyed[]> {
  const counts = new Map<number, number>();
  for (const { occurredAt } of moving) counts.set(occurredAt, (counts.get(occurredAt) ?? 0) + 1);
  const keys = await allocateKeys(counts, (times) => readHighestKeys(db, times));
  return moving.map((row) => {
    const id = keys.get(row.occurredAt)?.shift();
    if (id === undefined) throw new Error("There were fewer keys than items.");
    return { ...row, id };
  });
}

/** Items that stay where they are and now stand inside another. */
function toAdopted(
  known: ReadonlyMap<string, Known>,
  links: ReadonlyMap<string, string>,
  moved: ReadonlySet<number>,
): [id: number, parent: string][] {
  return [...known].flatMap(([name, was]): [number, string][] => {
    const parent = links.get(name) ?? was.link;
    const stays = was.id !== null && !moved.has(was.id);
    return stays && parent !== null && was.parent !== parent ? [[was.id, parent]] : [];
  });
}

function toStatements(
  db: Db,
  { userId, connectionId, platform, now }: ItemOwner,
  plan: {
    moved: readonly number[];
    inserts: readonly Keyed[];
    updates: readonly Keyed[];
    links: readonly [child: string, parent: string][];
    adopted: readonly [id: number, parent: string][];
  },
): D1PreparedStatement[] {
  const each = (
    rows: readonly unknown[],
    sql: string,
    ...values: unknown[]
  ): D1PreparedStatement[] =>
    inTexts(rows).map((text) => db.$client.prepare(sql).bind(...values, text));
  return [
    ...each(plan.moved, DELETE_MOVED),
    ...each(plan.inserts.map(forSql), INSERT, userId, connectionId, platform, now),
    ...each(plan.updates.map(forSql), UPDATE, now),
    ...each(plan.links, PUT_LINKS, connectionId),
    ...each(plan.adopted, ADOPT),
  ];
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

/** Rows as JSON arrays, each of a length that can be bound. */
function inTexts(rows: readonly unknown[]): string[] {
  const parts: string[][] = [];
  let length = Infinity;
  for (const row of rows) {
    const text = JSON.stringify(row);
    if (length + text.length > CHUNK_CHARACTERS) {
      parts.push([]);
      length = 0;
    }
    parts.at(-1)?.push(text);
    length += text.length + 1;
  }
  return parts.map((part) => `[${part.join(",")}]`);
}

const READ_HIGHEST = `
  SELECT j.value ->> 0 AS ms,
    (SELECT max(id) FROM media_items WHERE id >= j.value ->> 1 AND id < j.value ->> 2) AS highest
  FROM json_each(?1) j`;

const DELETE_MOVED = `DELETE FROM media_items WHERE id IN (SELECT value FROM json_each(?1))`;

const CONTENT = ITEM_FIELDS.filter((name) => name !== "external_id" && name !== "parent");

const INSERT = `
  INSERT INTO media_items (user_id, connection_id, platform, created_at, updated_at, id, ${ITEM_FIELDS.join(", ")})
  SELECT ?1, ?2, ?3, ?4, ?4, value ->> 0, ${ITEM_FIELDS.map((_, at) => `value ->> ${at + 1}`).join(", ")}
  FROM json_each(?5)`;

/** Leaves the columns of the indexes alone: they cost a write each. */
const UPDATE = `
  UPDATE media_items
  SET updated_at = ?1, ${CONTENT.map((name) => `${name} = j.value ->> ${ITEM_FIELDS.indexOf(name) + 1}`).join(", ")}
  FROM json_each(?2) j WHERE media_items.id = j.value ->> 0`;

const PUT_LINKS = `
  INSERT INTO media_item_links (connection_id, child, parent)
  SELECT ?1, value ->> 0, value ->> 1 FROM json_each(?2) WHERE true
  ON CONFLICT (connection_id, child) DO UPDATE SET parent = excluded.parent`;

/** By key: joined by name, the planner walks the whole connection. */
const ADOPT = `
  UPDATE media_items SET parent = j.value ->> 1
  FROM json_each(?1) j WHERE media_items.id = j.value ->> 0`;
