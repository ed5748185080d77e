import * as z from "zod";
import type { Context } from "../../context.ts";
import { runId } from "../../store/runs.ts";
import type { RunRow } from "../../store/runs.ts";
import { parseStored } from "../../store/stored-json.ts";
import { sumOf } from "./run-row.ts";
import type { RunStart, Usage } from "./run-row.ts";

/** Checks of one hour that found nothing: they wait on their connection's row to become a run's. */
const idleChecks = z.object({
  /** When the hour begins, epoch milliseconds. */
  hour: z.number(),
  trigger: z.enum(["cron", "person", "connect"]),
  startedAt: z.number(),
  finishedAt: z.number(),
  checks: z.number(),
  requests: z.number(),
  rowsRead: z.number(),
  rowsWritten: z.number(),
  r2Ops: z.number(),
  usage: z.record(z.string(), z.number()),
});
export type IdleChecks = z.infer<typeof idleChecks>;

const HOUR_MS = 3_600_000;

export function parseIdleChecks(text: string | null): IdleChecks | null {
  return parseStored(idleChecks, text);
}

export function hourOf(time: number): number {
  return time - (time % HOUR_MS);
}

/** Two of one hour together: those that stand, and one more. */
export function addIdleCheck(standing: IdleChecks, check: IdleChecks): IdleChecks {
  return {
    ...standing,
    finishedAt: check.finishedAt,
    checks: standing.checks + check.checks,
    requests: standing.requests + check.requests,
    rowsRead: standing.rowsRead + check.rowsRead,
    rowsWritten: standing.rowsWritten + check.rowsWritten,
    r2Ops: standing.r2Ops + check.r2Ops,
    usage: sumOf(standing.usage, check.usage),
  };
}

/** What the last write of a check that found nothing costs by itself, as D1 counts it. */
const LAST_IDLE_WRITE = { rowsRead: 2, rowsWritten: 2 };
/** What it costs more, where it also books, or keeps an hour that is over. */
const IDLE_ASIDE = { rowsRead: 1, rowsWritten: 1 };

/** One check that found nothing. It cannot be told what it cost later, so its last write is foreseen. */
export function toIdleCheck(
  ctx: Context,
  { trigger, startedAt }: RunStart,
  { now, usage, hasAside }: { now: number; usage: Usage; hasAside: boolean },
): IdleChecks {
  const { requests, rowsRead, rowsWritten, r2Ops } = ctx.meter;
  const more = hasAside ? IDLE_ASIDE : { rowsRead: 0, rowsWritten: 0 };
  return {
    hour: hourOf(startedAt),
    trigger,
    startedAt,
    finishedAt: now,
    checks: 1,
    requests,
    rowsRead: rowsRead + LAST_IDLE_WRITE.rowsRead + more.rowsRead,
    rowsWritten: rowsWritten + LAST_IDLE_WRITE.rowsWritten + more.rowsWritten,
    r2Ops,
    usage: { ...usage },
  };
}

/** What letting the connection go costs by itself, as D1 counts it. */
const RELEASE = { rowsRead: 1, rowsWritten: 2 };

/**
 * An answer that found no room is no check: what it cost is added to the hour that stands, whichever that
 * is, and to one of its own where none does.
 */
export function addAside(
  ctx: Context,
  run: RunStart,
  standing: IdleChecks | null,
  usage: Usage,
): IdleChecks {
  const aside = {
    ...toIdleCheck(ctx, run, { now: ctx.now(), usage, hasAside: false }),
    checks: 0,
    rowsRead: ctx.meter.rowsRead + RELEASE.rowsRead,
    rowsWritten: ctx.meter.rowsWritten + RELEASE.rowsWritten,
  };
  return standing === null ? aside : addIdleCheck(standing, aside);
}

const NO_ROOM = "Its answer found no room, and was asked for again.";

export function toIdleRun(connectionId: string, { hour, usage, ...counts }: IdleChecks): RunRow {
  return {
    ...counts,
    connectionId,
    id: runId(hour, "idle"),
    outcome: "unchanged",
    itemsNew: 0,
    itemsChanged: 0,
    usage: JSON.stringify(usage),
    message: counts.checks === 0 ? NO_ROOM : null,
  };
}
