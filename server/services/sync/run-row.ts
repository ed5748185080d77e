import type { RunOutcome } from "../../../shared/connections.ts";
import type { Context } from "../../context.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { runId } from "../../store/runs.ts";
import type { RunRow } from "../../store/runs.ts";
import type { SyncTrigger } from "../../sync-message.ts";

export interface RunStart {
  readonly connection: ConnectionRow;
  readonly trigger: SyncTrigger;
  readonly startedAt: number;
}

/** What a run cost by the platform's own measure. */
export type Usage = Readonly<Record<string, number>>;

export function sumOf(a: Usage, b: Usage): Record<string, number> {
  const sum: Record<string, number> = { ...a };
  for (const [name, cost] of Object.entries(b)) sum[name] = (sum[name] ?? 0) + cost;
  return sum;
}

/** The row of a run that had something to tell; what it cost is as of now. */
export function toRunRow(
  ctx: Context,
  run: RunStart,
  end: {
    outcome: RunOutcome;
    now: number;
    message: string | null;
    usage: Usage;
    itemsNew: number;
    itemsChanged: number;
  },
): RunRow {
  return {
    connectionId: run.connection.id,
    id: runId(run.startedAt, ctx.newId()),
    trigger: triggerOf(run),
    outcome: end.outcome,
    startedAt: run.startedAt,
    finishedAt: end.now,
    checks: 1,
    itemsNew: end.itemsNew,
    itemsChanged: end.itemsChanged,
    requests: ctx.meter.requests,
    rowsRead: ctx.meter.rowsRead,
    rowsWritten: ctx.meter.rowsWritten,
    r2Ops: ctx.meter.r2Ops,
    usage: JSON.stringify(end.usage),
    message: end.message,
  };
}

const LOST =
  "Another run took over, or the source was changed meanwhile. What was not written yet is read again.";

/** Of a run that has lost its connection, with what it wrote before. */
export function toLostRun(
  ctx: Context,
  run: RunStart,
  end: { now: number; usage: Usage; itemsNew: number; itemsChanged: number },
): RunRow {
  const hasWritten = end.itemsNew + end.itemsChanged > 0;
  return toRunRow(ctx, run, { ...end, outcome: hasWritten ? "synced" : "failed", message: LOST });
}

/** Every part of a first sync belongs to the connecting, but those that a person asked for. */
function triggerOf({ connection, trigger }: RunStart): SyncTrigger {
  return connection.isComplete || trigger === "person" ? trigger : "connect";
}
