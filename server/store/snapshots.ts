import { and, asc, eq, gt, inArray } from "drizzle-orm";
import type { ConnectionRow } from "./connections.ts";
import type { Db } from "./db.ts";
import { corpusSnapshots } from "./schema/index.ts";

/** An answer that was put into R2, as its row names it. */
export interface SnapshotRow {
  readonly contentHash: string;
  readonly endpoint: string;
  readonly url: string;
  readonly bytes: number;
  /** JSON: what its mapper must know besides. */
  readonly context: string | null;
}

/**
 * The rows of some answers, in the order they came, and which came after which. One that is kept
 * already is the latest again, and is read as it came now: another listing may be just as empty.
 */
export function putSnapshots(
  db: Db,
  { connection, now, snapshots }: PutSnapshots,
): D1PreparedStatement[] {
  if (snapshots.length === 0) return [];
  const rows = snapshots.map((one) => [
    one.contentHash,
    one.endpoint,
    one.url,
    one.bytes,
    one.context,
  ]);
  const links = snapshots.map((one, at) => [one.contentHash, snapshots[at - 1]?.contentHash]);
  return [
    db.$client
      .prepare(PUT_ROWS)
      .bind(connection.id, connection.platform, now, JSON.stringify(rows)),
    db.$client.prepare(PUT_PARENTS).bind(connection.id, JSON.stringify(links)),
  ];
}

interface PutSnapshots {
  readonly connection: Pick<ConnectionRow, "id" | "platform">;
  readonly now: number;
  readonly snapshots: readonly SnapshotRow[];
}

/** Reads one entry of the index to know what is the latest. */
const PUT_ROWS = `
  INSERT INTO media_corpus_snapshots
    (connection_id, platform, created_at, seq, content_hash, endpoint, url, bytes, context)
  SELECT ?1, ?2, ?3,
    1 + key + coalesce((SELECT max(seq) FROM media_corpus_snapshots WHERE connection_id = ?1), 0),
    value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4
  FROM json_each(?4) WHERE true
  ON CONFLICT DO UPDATE SET created_at = excluded.created_at, seq = excluded.seq,
    endpoint = excluded.endpoint, url = excluded.url, context = excluded.context`;

/** The first came after the one that was kept last, before this; none comes after itself. */
const PUT_PARENTS = `
  INSERT OR IGNORE INTO media_corpus_parents (connection_id, content_hash, parent_hash)
  SELECT ?1, child, parent FROM (
    SELECT value ->> 0 AS child,
      iif(key, value ->> 1, (SELECT last_snapshot FROM media_accounts WHERE id = ?1)) AS parent
    FROM json_each(?2))
  WHERE parent <> child`;

/** Which of these answers are kept already. */
export async function listKnownHashes(
  db: Db,
  connectionId: string,
  hashes: readonly string[],
): Promise<Set<string>> {
  const { results } = await db.$client
    .prepare(
      `SELECT s.content_hash FROM json_each(?2) j CROSS JOIN media_corpus_snapshots s
       WHERE s.connection_id = ?1 AND s.content_hash = j.value`,
    )
    .bind(connectionId, JSON.stringify(hashes))
    .all<{ content_hash: string }>();
  return new Set(results.map((row) => row.content_hash));
}

/** A kept answer, without what it says. */
export type SnapshotHead = Pick<
  typeof corpusSnapshots.$inferSelect,
  "contentHash" | "bytes" | "seq" | "createdAt"
>;

/** Those that came first, in their order. */
export async function listOldestSnapshots(
  db: Db,
  connectionId: string,
  limit: number,
): Promise<SnapshotHead[]> {
  const { contentHash, bytes, seq, createdAt } = corpusSnapshots;
  return await db
    .select({ contentHash, bytes, seq, createdAt })
    .from(corpusSnapshots)
    .where(eq(corpusSnapshots.connectionId, connectionId))
    .orderBy(asc(seq), asc(contentHash))
    .limit(limit);
}

/** A connection, and when the first of its answers came last; null where it has no second one. */
export interface OldestAnswer {
  readonly id: string;
  readonly cameAt: number | null;
}

/** Of so many connections, in the order of their ids after that one; reads five rows for each. */
export async function listOldestAnswers(
  db: Db,
  after: string,
  limit: number,
): Promise<OldestAnswer[]> {
  const { results } = await db.$client
    .prepare(LIST_OLDEST_ANSWERS)
    .bind(after, limit)
    .all<OldestAnswer>();
  return results;
}

const LIST_OLDEST_ANSWERS = `
  SELECT a.id, (
    SELECT iif(count(*) > 1, min(created_at), NULL) FROM (
      SELECT created_at FROM media_corpus_snapshots INDEXED BY media_corpus_snapshots_order
      WHERE connection_id = a.id ORDER BY seq, content_hash LIMIT 2)) AS cameAt
  FROM media_accounts a WHERE a.id > ?1 ORDER BY a.id LIMIT ?2`;

/** An object that no row names. */
export interface UnnamedObject {
  readonly connectionId: string;
  readonly contentHash: string;
  /** Null where the connection is no more. */
  readonly status: ConnectionRow["status"] | null;
}

/** Which of these answers no row names; reads a row for each. */
export async function listUnnamed(
  db: Db,
  answers: readonly Pick<UnnamedObject, "connectionId" | "contentHash">[],
): Promise<UnnamedObject[]> {
  const pairs = answers.map(({ connectionId, contentHash }) => [connectionId, contentHash]);
  const { results } = await db.$client
    .prepare(LIST_UNNAMED)
    .bind(JSON.stringify(pairs))
    .all<UnnamedObject>();
  return results;
}

const LIST_UNNAMED = `
  SELECT j.value ->> 0 AS connectionId, j.value ->> 1 AS contentHash,
    (SELECT status FROM media_accounts WHERE id = j.value ->> 0) AS status
  FROM json_each(?1) j WHERE NOT EXISTS (
    SELECT 1 FROM media_corpus_snapshots s
    WHERE s.connection_id = j.value ->> 0 AND s.content_hash = j.value ->> 1)`;

/** All that a connection has, in the order they came; a thousand a query. */
export async function listSnapshotHeads(db: Db, connectionId: string): Promise<SnapshotHead[]> {
  const { contentHash, bytes, seq, createdAt } = corpusSnapshots;
  const heads: SnapshotHead[] = [];
  for (let after = ""; ;) {
    const page = await db
      .select({ contentHash, bytes, seq, createdAt })
      .from(corpusSnapshots)
      .where(and(eq(corpusSnapshots.connectionId, connectionId), gt(contentHash, after)))
      .orderBy(asc(contentHash))
      .limit(HEADS_PER_QUERY);
    heads.push(...page);
    const last = page.at(-1);
    if (last === undefined || page.length < HEADS_PER_QUERY) break;
    after = last.contentHash;
  }
  // Those that came before there was an order have the same place in it.
  return heads.toSorted((a, b) => a.seq - b.seq || a.createdAt - b.createdAt);
}

const HEADS_PER_QUERY = 1000;

/** How these answers are to be read, by their hash. */
export async function findSnapshots(
  db: Db,
  connectionId: string,
  contentHashes: readonly string[],
): Promise<Map<string, Pick<SnapshotRow, "endpoint" | "url" | "context">>> {
  const { contentHash, endpoint, url, context } = corpusSnapshots;
  const rows = await db
    .select({ contentHash, endpoint, url, context })
    .from(corpusSnapshots)
    .where(
      and(eq(corpusSnapshots.connectionId, connectionId), inArray(contentHash, [...contentHashes])),
    );
  return new Map(rows.map(({ contentHash: hash, ...row }) => [hash, row]));
}
