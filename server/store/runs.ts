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

/** Runs older than this are dropped when a run with something to tell is written. */
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

/** A text that is no JSON would read as a lost lease (see `guard.ts`). */
const SUMMED_USAGE = `CASE WHEN excluded.usage = '{}' THEN usage ELSE (
    SELECT json_group_object(key, total) FROM (
      SELECT key, sum(value) AS total FROM (
        SELECT key, value FROM json_each(iif(json_valid(media_sync_runs.usage), media_sync_runs.usage, '{}'))
        UNION ALL SELECT key, value FROM json_each(excluded.usage))
      GROUP BY key ORDER BY key)) END`;

/** The row of a run, folded into the hour's when it found nothing; drops what is too old. */
export function putRun(db: Db, run: RunRow): D1PreparedStatement[] {
  const names = Object.keys(RUN_COLUMNS);
  const insert = db.$client
    .prepare(
      `INSERT INTO media_sync_runs (${names.join(", ")})
       VALUES (${names.map((_, at) => `?${at + 1}`).join(", ")})
       ON CONFLICT (connection_id, id) DO UPDATE SET
         finished_at = excluded.finished_at, checks = checks + excluded.checks,
         requests = requests + excluded.requests, rows_read = rows_read + excluded.rows_read,
         rows_written = rows_written + excluded.rows_written, usage = ${SUMMED_USAGE}`,
    )
    .bind(...Object.values(RUN_COLUMNS).map((field) => run[field]));
  if (run.outcome === "unchanged") return [insert];
  const prune = db.$client
    .prepare("DELETE FROM media_sync_runs WHERE connection_id = ?1 AND id < ?2")
    .bind(run.connectionId, runId(run.startedAt - RUNS_KEPT_MS, ""));
  return [insert, prune];
}

/** Run ids sort by time. */
export function runId(startedAt: number, suffix: string): string {
  return `${String(startedAt).padStart(15, "0")}-${suffix}`;
}
