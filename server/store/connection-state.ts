import type { ConnectionRow } from "./connections.ts";
import type { Db } from "./db.ts";

/** What a run leaves on its connection. */
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
  | "refusedSince"
  | "lastSuccessAt"
  | "failures"
  | "problemCode"
  | "problemMessage"
  | "idleChecks"
  | "unbooked"
>;

/** What else a run brought that the row of its connection shows. */
export interface StateGain {
  readonly itemsNew: number;
  readonly oldestAt: number | null;
  /** The answer that was kept last. */
  readonly lastSnapshot: string | null;
}

export const NO_GAIN: StateGain = { itemsNew: 0, oldestAt: null, lastSnapshot: null };

/** Answers the row's id, or nothing where the run has lost its lease. */
export function putState(
  db: Db,
  connection: Pick<ConnectionRow, "id" | "fence">,
  state: ConnectionState,
  { now, gain }: { readonly now: number; readonly gain: StateGain },
): D1PreparedStatement {
  return db.$client
    .prepare(
      `UPDATE media_accounts SET cursor = ?2, is_complete = ?3, progress = ?4, status = ?5,
         lease_owner = ?6, lease_expires_at = ?7, next_sync_at = ?8, last_checked_at = ?9,
         last_success_at = ?10, failures = ?11, problem_code = ?12, problem_message = ?13,
         item_count = item_count + ?14,
         oldest_item_at = min(coalesce(oldest_item_at, ?15), coalesce(?15, oldest_item_at)),
         updated_at = ?16, handle = ?17, display_name = ?18, url = ?19, complete_since = ?20,
         history_limit = ?21, active_at = ?22, last_snapshot = coalesce(?23, last_snapshot),
         idle_checks = ?24, unbooked = ?25, refused_since = ?26
       WHERE id = ?1 AND fence = ?27 RETURNING id`,
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
      gain.itemsNew,
      gain.oldestAt,
      now,
      state.handle,
      state.displayName,
      state.url,
      state.completeSince,
      state.historyLimit,
      state.activeAt,
      gain.lastSnapshot,
      state.idleChecks,
      state.unbooked,
      state.refusedSince,
      connection.fence,
    );
}
