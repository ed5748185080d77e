import { HOLDS, LeaseLostError } from "./commit-fenced.ts";
import type { ConnectionRow } from "./connections.ts";
import type { Db } from "./db.ts";
import { isRefused, onlyIf } from "./guard.ts";

/**
 * Forgets some answers under the fence, and what they came after; the lease lasts until then at least.
 * Their objects may be deleted as long as it does: nobody else puts any there. Throws `LeaseLostError`.
 */
export async function dropSnapshots(
  db: Db,
  { id, fence }: Pick<ConnectionRow, "id" | "fence">,
  contentHashes: readonly string[],
  leaseUntil: number,
): Promise<void> {
  const hashes = JSON.stringify(contentHashes);
  try {
    await db.$client.batch([
      onlyIf(db, HOLDS, id, fence),
      db.$client.prepare(HOLD_LONGER).bind(id, leaseUntil),
      ...TABLES.map((table) => db.$client.prepare(forget(table)).bind(id, hashes)),
    ]);
  } catch (error) {
    throw isRefused(error) ? new LeaseLostError() : error;
  }
}

/** A lineage may go on to name a forgotten answer: it tells that there was one. */
const TABLES = ["media_corpus_snapshots", "media_corpus_parents"];

const HOLD_LONGER = `
  UPDATE media_accounts SET lease_expires_at = max(coalesce(lease_expires_at, 0), ?2) WHERE id = ?1`;

function forget(table: string): string {
  return `DELETE FROM ${table} WHERE connection_id = ?1
    AND content_hash IN (SELECT value FROM json_each(?2))`;
}
