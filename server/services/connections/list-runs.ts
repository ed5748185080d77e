import type { SyncRun } from "../../../shared/connections.ts";
import type { Context } from "../../context.ts";
import { parseFigures } from "../../store/item-json.ts";
import { listRuns as listRows } from "../../store/runs.ts";
import type { RunRow } from "../../store/runs.ts";
import type { Actor } from "../identity/identity.ts";
import { parseIdleChecks, toIdleRun } from "../sync/idle-checks.ts";
import { getOwnConnection } from "./view.ts";

/** Newest first; the checks of the hour that goes on are seen at once. */
export async function listRuns(
  ctx: Context,
  actor: Actor,
  input: { id: string; limit: number },
): Promise<SyncRun[]> {
  const connection = await getOwnConnection(ctx, actor, input.id);
  const idleChecks = parseIdleChecks(connection.idleChecks);
  const standing = idleChecks === null ? [] : [toIdleRun(connection.id, idleChecks)];
  const rows = await listRows(ctx.db, connection.id, input.limit);
  // An hour's idle checks share a row, which is as new as the last of them.
  return [...standing, ...rows]
    .toSorted((a, b) => b.finishedAt - a.finishedAt)
    .slice(0, input.limit)
    .map(toSyncRun);
}

function toSyncRun(row: RunRow): SyncRun {
  return {
    id: row.id,
    trigger: row.trigger,
    outcome: row.outcome,
    startedAt: new Date(row.startedAt).toISOString(),
    finishedAt: new Date(row.finishedAt).toISOString(),
    checks: row.checks,
    itemsNew: row.itemsNew,
    itemsChanged: row.itemsChanged,
    requests: row.requests,
    rowsRead: row.rowsRead,
    rowsWritten: row.rowsWritten,
    r2Ops: row.r2Ops,
    usage: parseFigures(row.usage),
    message: row.message,
  };
}
