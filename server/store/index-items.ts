import type { Db } from "./db.ts";
import { inTexts } from "./item-statements.ts";
import { nextOf } from "./item-walks.ts";
import { toSameText } from "./same-text.ts";
import { ALL_ANEW, DROPPED, INDEX_FACT, putIndexFact } from "./search-index.ts";
import { dropHidden, putSearchRows, SEARCH_COLUMNS, toSearchRows } from "./search-rows.ts";

/** Somebody whose items are to be indexed, all below a key. */
export interface Indexing {
  readonly id: string;
  readonly key: number;
}

/** What one piece did. */
export interface IndexedPiece {
  readonly items: number;
  /** Null at the end, or where somebody else has gone on, or all is to be indexed anew, meanwhile. */
  readonly next: Indexing | null;
}

/** How the index stands. */
export interface IndexState {
  /** `broken`: it is to be made anew. `dropped`: it was taken away, and whoever did that brings it back. */
  readonly kind: "stands" | "broken" | "dropped";
  /** Some of those who wait, the next by id from one on, and then from the first. */
  readonly waiting: readonly Indexing[];
}

export async function findIndexState(db: Db, from: string, limit: number): Promise<IndexState> {
  const some = (range: string) =>
    `SELECT * FROM (SELECT id, search_key FROM media_users INDEXED BY media_users_indexing
     WHERE search_key IS NOT NULL AND id ${range} ?1 ORDER BY id LIMIT ?2)`;
  const { results } = await db.$client
    .prepare(
      `SELECT NULL AS id, NULL AS key, value AS fact FROM media_facts WHERE name = '${INDEX_FACT}'
       UNION ALL SELECT id, search_key, NULL FROM (${some(">=")} UNION ALL ${some("<")} LIMIT ?2)`,
    )
    .bind(from, limit)
    .all<{ id: string | null; key: number | null; fact: string | null }>();
  const fact = results.find((row) => row.fact !== null)?.fact;
  return {
    kind: fact === undefined ? "stands" : fact === DROPPED ? "dropped" : "broken",
    waiting: results.flatMap(({ id, key }) => (id === null || key === null ? [] : [{ id, key }])),
  };
}

/** Makes the index, empty, whatever there was of it; all items of all people are to be indexed. */
export async function createIndex(db: Db): Promise<void> {
  await db.$client.batch([
    db.$client.prepare("DROP TABLE IF EXISTS media_search"),
    db.$client.prepare(CREATE),
    db.$client.prepare(ALL_OF_ALL),
    db.$client.prepare(`DELETE FROM media_facts WHERE name = '${INDEX_FACT}'`),
  ]);
}

/** Takes the index away, until somebody asks for it again. */
export async function dropIndex(db: Db, now: number): Promise<void> {
  await db.$client.batch([
    db.$client.prepare("DROP TABLE IF EXISTS media_search"),
    db.$client.prepare(ALL_OF_ALL),
    putIndexFact(db, DROPPED, now),
  ]);
}

/**
 * Indexes up to `limit` items more of a person, newest first. Safe beside syncs: whatever one of them
 * changes in between, it indexes itself.
 */
export async function indexSome(
  db: Db,
  { id, key }: Indexing,
  limit: number,
  /** Whether what such items say is looked for on other platforms. */
  isRepeated: (platform: string, kind: string) => boolean,
): Promise<IndexedPiece> {
  // What is said meanwhile to begin anew is another key than the one that this begins with.
  const begun = Math.min(key, ALL_ANEW - 1);
  const [, read] = await db.$client.batch<unknown>([
    db.$client
      .prepare(
        `UPDATE media_users SET search_key = ${ALL_ANEW - 1} WHERE id = ?1 AND search_key = ${ALL_ANEW}`,
      )
      .bind(id),
    db.$client.prepare(READ).bind(id, begun, limit),
  ]);
  const rows = toSearchRows(read?.results);
  const last = rows.length < limit ? null : (rows.at(-1)?.id ?? null);
  const repeated = rows.filter(({ platform, kind }) => isRepeated(platform, kind));
  const sameTexts = await Promise.all(
    repeated.map(async (row) => [row.id, row.contentHash, await toSameText(row)]),
  );
  const results = await db.$client.batch([
    ...putSearchRows(db, id, rows),
    ...dropHidden(
      db,
      rows.filter(({ hidden }) => hidden !== 0).map((row) => row.id),
    ),
    ...inTexts(sameTexts).map((text) => db.$client.prepare(PUT_SAME_TEXT).bind(text, id)),
    db.$client
      .prepare("UPDATE media_users SET search_key = ?3 WHERE id = ?1 AND search_key = ?2")
      .bind(id, begun, last),
  ]);
  const isOver = last === null || results.at(-1)?.meta.changes === 0;
  return { items: rows.length, next: isOver ? null : { id, key: last } };
}

/** As in the migration that first made it. */
const CREATE = `CREATE VIRTUAL TABLE media_search USING fts5(
  terms, title, body, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2')`;

const ALL_OF_ALL = `
  UPDATE media_users SET search_key = iif(
    EXISTS (SELECT 1 FROM media_accounts a WHERE a.user_id = media_users.id), ${ALL_ANEW}, NULL)`;

const NEXT = nextOf("?2", "?3");

const READ = `
  SELECT ${SEARCH_COLUMNS}
  FROM (${NEXT}) n CROSS JOIN media_items i WHERE i.id = n.id ORDER BY i.id DESC`;

/** Of items that are older than this comparison is. */
const PUT_SAME_TEXT = `
  UPDATE media_items SET same_text = j.value ->> 2 FROM json_each(?1) j
  WHERE media_items.id = j.value ->> 0 AND content_hash = j.value ->> 1 AND user_id = ?2
    AND same_text IS NOT j.value ->> 2`;
