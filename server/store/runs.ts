import { asc, desc, eq, gt } from "drizzle-orm";
import type { Db } from "./db.ts";
import { accounts, syncRuns } from "./schema/index.ts";

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

/** Runs older than this are dropped when one with something to tell is written, and by the ticks. */
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
 * id are one hour whose clock was set back: their checks and costs are added up.
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
         rows_written = rows_written + excluded.rows_written,
         r2_ops = r2_ops + excluded.r2_ops, usage = ${SUM_OF_USAGES}`,
    )
    .bind(...Object.values(RUN_COLUMNS).map((field) => run[field]), fence);
}

const SUM_OF_USAGES = `(
  SELECT json_group_object(name, amount) FROM (
    SELECT key AS name, sum(value) AS amount FROM (
      SELECT key, value FROM json_each(media_sync_runs.usage)
      UNION ALL SELECT key, value FROM json_each(excluded.usage))
    GROUP BY key))`;

/**
 * The row of a run that has lost its connection, which asked its platform all the same. What was
 * disconnected leaves nothing behind.
 */
export async function putLostRun(db: Db, run: RunRow): Promise<void> {
  const names = Object.keys(RUN_COLUMNS);
  await db.$client
    .prepare(
      `INSERT INTO media_sync_runs (${names.join(", ")})
       SELECT ${names.map((_, at) => `?${at + 1}`).join(", ")}
       WHERE EXISTS (SELECT 1 FROM media_accounts WHERE id = ?1 AND status <> 'disconnecting')`,
    )
    .bind(...Object.values(RUN_COLUMNS).map((field) => run[field]))
    .run();
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

/** Of all connections behind that one, in the order of their ids, so many looked at and rows dropped. */
export async function dropOldRunsAfter(
  db: Db,
  after: string,
  { now, looks, drops }: { readonly now: number; readonly looks: number; readonly drops: number },
): Promise<{ readonly last: string | null; readonly isAll: boolean }> {
  const seen = await db
    .select({ id: accounts.id })
    .from(accounts)
    .where(gt(accounts.id, after))
    .orderBy(asc(accounts.id))
    .limit(looks);
  if (seen.length === 0) return { last: null, isAll: true };
  const { meta } = await db.$client
    .prepare(DROP_OLD_RUNS)
    .bind(JSON.stringify(seen.map(({ id }) => id)), runId(now - RUNS_KEPT_MS, ""), drops)
    .run();
  const isAll = meta.changes < drops;
  return { last: seen.length < looks ? null : (seen.at(-1)?.id ?? null), isAll };
}

const DROP_OLD_RUNS = `
  DELETE FROM media_sync_runs WHERE (connection_id, id) IN (
    SELECT r.connection_id, r.id FROM json_each(?1) j
    CROSS JOIN media_sync_runs r ON r.connection_id = j.value AND r.id < ?2 LIMIT ?3)`;

/** Run ids sort by time. */
export function runId(startedAt: number, suffix: string): string {
  return `${String(startedAt).padStart(15, "0")}-${suffix}`;
}
