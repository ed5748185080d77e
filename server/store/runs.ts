import { desc, eq } from "drizzle-orm";
import type { Db } from "./db.ts";
import { syncRuns } from "./schema/index.ts";

export type RunRow = typeof syncRuns.$inferSelect;

/** Newest first: run ids begin with their time. */
export async function listRuns(db: Db, connectionId: string, limit: number): Promise<RunRow[]> {
  return await db
    .select()
    .from(syncRuns)
    .where(eq(syncRuns.connectionId, connectionId))
    .orderBy(desc(syncRuns.id))
    .limit(limit);
}

/** Runs older than this are dropped when one with something to tell is written. */
const RUNS_KEPT_MS = 90 * 24 * 3_600_000;

const RUN_COLUMNS = {
  connection_id: "connectionId",
  id: "id",
  trigger: "trigger",
  outcome: "outcome",
  started_at: "startedAt",
  finished_at: "finishedAt",
  checks: "checks",
  items_new: "itemsNew",
  items_changed: "itemsChanged",
  requests: "requests",
  rows_read: "rowsRead",
  rows_written: "rowsWritten",
  r2_ops: "r2Ops",
  usage: "usage",
  message: "message",
} as const satisfies Record<string, keyof RunRow>;

/**
 * The row of a run, or of an hour of idle checks, under the fence of the run that writes it. Two of one
 * id are one hour whose clock was set back: their checks are added up.
 */
export function putRun(db: Db, run: RunRow, fence: number): D1PreparedStatement {
  const names = Object.keys(RUN_COLUMNS);
  return db.$client
    .prepare(
      `INSERT INTO media_sync_runs (${names.join(", ")})
       SELECT ${names.map((_, at) => `?${at + 1}`).join(", ")}
       WHERE EXISTS (SELECT 1 FROM media_accounts WHERE id = ?1 AND fence = ?${names.length + 1})
       ON CONFLICT (connection_id, id) DO UPDATE SET
         finished_at = excluded.finished_at, checks = checks + excluded.checks,
         requests = requests + excluded.requests, rows_read = rows_read + excluded.rows_read,
         rows_written = rows_written + excluded.rows_written`,
    )
    .bind(...Object.values(RUN_COLUMNS).map((field) => run[field]), fence);
}

/** Rows that D1 counts for `putRunCost` itself. */
const OWN_COST = { rowsRead: 1, rowsWritten: 1 };

/** What a run cost in all, its last write included: known only after it. */
export async function putRunCost(
  db: Db,
  { connectionId, id }: Pick<RunRow, "connectionId" | "id">,
  cost: Pick<RunRow, "rowsRead" | "rowsWritten">,
): Promise<void> {
  await db.$client
    .prepare(
      `UPDATE media_sync_runs SET rows_read = ?3, rows_written = ?4
       WHERE connection_id = ?1 AND id = ?2`,
    )
    .bind(
      connectionId,
      id,
      cost.rowsRead + OWN_COST.rowsRead,
      cost.rowsWritten + OWN_COST.rowsWritten,
    )
    .run();
}

export function dropOldRuns(db: Db, connectionId: string, now: number): D1PreparedStatement {
  return db.$client
    .prepare("DELETE FROM media_sync_runs WHERE connection_id = ?1 AND id < ?2")
    .bind(connectionId, runId(now - RUNS_KEPT_MS, ""));
}

/** Run ids sort by time. */
export function runId(startedAt: number, suffix: string): string {
  return `${String(startedAt).padStart(15, "0")}-${suffix}`;
}
