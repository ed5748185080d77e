import { commitFenced } from "./commit-fenced.ts";
import { putState } from "./connection-state.ts";
import type { ConnectionState } from "./connection-state.ts";
import type { ConnectionRow } from "./connections.ts";
import type { Db } from "./db.ts";
import { planItems } from "./item-writes.ts";
import type { Findings } from "./item-writes.ts";
import { bookUse } from "./rate-limits.ts";
import type { UseOfLimit } from "./rate-limits.ts";
import { dropOldRuns, putRun } from "./runs.ts";
import type { RunRow } from "./runs.ts";
import { indexAllOf } from "./search-index.ts";
import { putSnapshots } from "./snapshots.ts";
import type { SnapshotRow } from "./snapshots.ts";

export interface RunCommit extends Findings {
  readonly connection: Pick<ConnectionRow, "id" | "userId" | "platform" | "fence">;
  readonly now: number;
  /** Everything of the account is private, or public, from now on; null where nothing says so. */
  readonly isPrivate: boolean | null;
  /** See `commitFenced`. */
  readonly mayTryAgain?: (statements: number) => boolean;
  readonly snapshots: readonly SnapshotRow[];
  /** How far it has read, and its state; written beside the items or not at all. */
  readonly state: ConnectionState;
  /** What it used of its limits and is not shown by their rows yet. */
  readonly uses: readonly UseOfLimit[];
  /** Null for a write in the middle of a run. */
  readonly end: ((counts: { itemsNew: number; itemsChanged: number }) => RunEnd) | null;
}

/** How a run ends, as far as it depends on what was new. */
export interface RunEnd {
  readonly state: Partial<ConnectionState>;
  /** Its own row, and that of an hour of idle checks that is over. */
  readonly rows: readonly RunRow[];
}

/**
 * Items, links, snapshot rows, cursor, counts and the run's row, in one batch under the fence. Throws
 * `LeaseLostError`.
 */
export async function commitRun(
  db: Db,
  commit: RunCommit,
): Promise<{ itemsNew: number; itemsChanged: number }> {
  const { connection, now } = commit;
  return await commitFenced(db, {
    connection,
    now,
    ...(commit.mayTryAgain ? { mayTryAgain: commit.mayTryAgain } : {}),
    plan: (owner) => planItems(db, owner, commit),
    toStatements: (plan, indexing) => {
      const end = commit.end?.(plan) ?? { state: {}, rows: [] };
      const state = { ...commit.state, ...end.state };
      const gain = {
        itemsNew: plan.itemsNew,
        oldestAt: plan.oldestAt,
        lastSnapshot: commit.snapshots.at(-1)?.contentHash ?? null,
      };
      return [
        ...plan.statements,
        ...putPrivacy(db, commit),
        ...indexing,
        ...putSnapshots(db, commit),
        putState(db, connection, state, { now, gain }),
        ...end.rows.map((row) => putRun(db, row, connection.fence)),
        ...(end.rows.length > 0 ? [dropOldRuns(db, connection.id, now)] : []),
        ...commit.uses.map((use) => bookUse(db, connection, use, now)),
      ];
    },
  });
}

/** Reads all that the connection has: no index knows it. What these items say is not touched. */
function putPrivacy(db: Db, { connection, now, isPrivate }: RunCommit): D1PreparedStatement[] {
  if (isPrivate == null) return [];
  const flag = isPrivate ? 1 : 0;
  return [
    indexAllOf(db, connection.userId, OTHERWISE, connection.id, flag),
    db.$client
      .prepare(
        `UPDATE media_items INDEXED BY media_items_external SET is_private = ?2, updated_at = ?3
         WHERE connection_id = ?1 AND is_private <> ?2`,
      )
      .bind(connection.id, flag, now),
  ];
}

/** The index has it with each item, and cannot change it without the texts. */
const OTHERWISE = `EXISTS (SELECT 1 FROM media_items INDEXED BY media_items_external
  WHERE connection_id = ?2 AND is_private <> ?3)`;
