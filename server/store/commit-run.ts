import type { ConnectionRow } from "./connections.ts";
import type { Db } from "./db.ts";
import { isRefused, onlyIf } from "./guard.ts";
import { planItems } from "./item-writes.ts";
import type { Findings } from "./item-writes.ts";
import { putRun } from "./runs.ts";
import type { RunRow } from "./runs.ts";
import { putSnapshots } from "./snapshots.ts";
import type { SnapshotRow } from "./snapshots.ts";
import { isUniqueViolation } from "./unless-taken.ts";

/** The run no longer holds its connection: another took over, or it was changed or disconnected. */
export class LeaseLostError extends Error {
  constructor() {
    super("The lease on this connection was lost.");
    this.name = "LeaseLostError";
  }
}

export interface RunCommit extends Findings {
  readonly connection: Pick<ConnectionRow, "id" | "userId" | "platform" | "fence">;
  readonly now: number;
  /** Everything of the account is private, or public, from now on; null where nothing says so. */
  readonly isPrivate: boolean | null;
  readonly snapshots: readonly SnapshotRow[];
  /** How far it has read, and its state; written beside the items or not at all. */
  readonly state: ConnectionState;
  /** The row of the run, once it ends; it may fold into the hour's row of idle checks. */
  readonly run: ((counts: { itemsNew: number; itemsChanged: number }) => RunRow) | null;
}

export type ConnectionState = Pick<
  ConnectionRow,
  | "handle"
  | "displayName"
  | "url"
  | "cursor"
  | "isComplete"
  | "progress"
  | "status"
  | "leaseOwner"
  | "leaseExpiresAt"
  | "nextSyncAt"
  | "completeSince"
  | "historyLimit"
  | "activeAt"
  | "lastCheckedAt"
  | "lastSuccessAt"
  | "failures"
  | "problemCode"
  | "problemMessage"
>;

/**
 * Items, links, snapshot rows, cursor, counts and the run's row, in one batch under the fence: all of
 * it or nothing. A key that another writer took in between makes a new plan. Throws `LeaseLostError`.
 */
export async function commitRun(
  db: Db,
  commit: RunCommit,
): Promise<{ itemsNew: number; itemsChanged: number }> {
  const { connection, now } = commit;
  const owner = {
    userId: connection.userId,
    connectionId: connection.id,
    platform: connection.platform,
    now,
  };
  for (let attempt = 1; ; attempt += 1) {
    const plan = await planItems(db, owner, commit);
    const run = commit.run?.(plan) ?? null;
    const statements = [
      onlyIf(db, HOLDS, connection.id, connection.fence),
      ...plan.statements,
      ...putPrivacy(db, commit),
      ...putSnapshots(db, commit),
      putState(db, commit, plan),
      ...(run ? putRun(db, run) : []),
    ];
    try {
      await db.$client.batch(statements);
      return plan;
    } catch (error) {
      if (isRefused(error)) throw new LeaseLostError();
      if (!isUniqueViolation(error) || attempt === 5) throw error;
    }
  }
}

/** Of a connection: whether it stands under that fence. */
export const HOLDS = "EXISTS (SELECT 1 FROM media_accounts WHERE id = ?1 AND fence = ?2)";

/** Reads all that the connection has: no index knows it. What these items say is not touched. */
function putPrivacy(db: Db, { connection, now, isPrivate }: RunCommit): D1PreparedStatement[] {
  if (isPrivate == null) return [];
  const statement = db.$client.prepare(
    `UPDATE media_items INDEXED BY media_items_external SET is_private = ?2, updated_at = ?3
     WHERE connection_id = ?1 AND is_private <> ?2`,
  );
  return [statement.bind(connection.id, isPrivate ? 1 : 0, now)];
}

function putState(
  db: Db,
  { connection, now, state, snapshots }: RunCommit,
  plan: { itemsNew: number; oldestAt: number | null },
): D1PreparedStatement {
  return db.$client
    .prepare(
      `UPDATE media_accounts SET cursor = ?2, is_complete = ?3, progress = ?4, status = ?5,
         lease_owner = ?6, lease_expires_at = ?7, next_sync_at = ?8, last_checked_at = ?9,
         last_success_at = ?10, failures = ?11, problem_code = ?12, problem_message = ?13,
         item_count = item_count + ?14,
         oldest_item_at = min(coalesce(oldest_item_at, ?15), coalesce(?15, oldest_item_at)),
         updated_at = ?16, handle = ?17, display_name = ?18, url = ?19, complete_since = ?20,
         history_limit = ?21, active_at = ?22, last_snapshot = coalesce(?23, last_snapshot)
       WHERE id = ?1`,
    )
    .bind(
      connection.id,
      state.cursor,
      state.isComplete ? 1 : 0,
      state.progress,
      state.status,
      state.leaseOwner,
      state.leaseExpiresAt,
      state.nextSyncAt,
      state.lastCheckedAt,
      state.lastSuccessAt,
      state.failures,
      state.problemCode,
      state.problemMessage,
      plan.itemsNew,
      plan.oldestAt,
      now,
      state.handle,
      state.displayName,
      state.url,
      state.completeSince,
      state.historyLimit,
      state.activeAt,
      snapshots.at(-1)?.contentHash ?? null,
    );
}
