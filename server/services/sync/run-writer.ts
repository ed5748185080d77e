import type { RunOutcome } from "../../../shared/connections.ts";
import type { Context } from "../../context.ts";
import type { Page } from "../../platforms/platform.ts";
import { commitRun } from "../../store/commit-run.ts";
import type { ConnectionState, SnapshotRow } from "../../store/commit-run.ts";
import { findConnection } from "../../store/connections.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { runId } from "../../store/runs.ts";
import type { RunRow } from "../../store/runs.ts";
import { nextCheck } from "./next-check.ts";
import { UNFORESEEN } from "./run-failure.ts";
import type { RunFailure } from "./run-failure.ts";
import type { SyncTrigger } from "../../sync-message.ts";

/** A holder that dies blocks its connection for so long. Each write renews it. */
export const LEASE_MS = 60_000;

/** Pages gathered before they are written together. */
const PAGES_PER_WRITE = 10;
const ITEMS_PER_WRITE = 400;

/** How reading ended: everything there is, or as much as fits, or a failure after what was read. */
export interface ReadingEnd {
  readonly hasMore: boolean;
  readonly failure: RunFailure | null;
}

/** Gathers the pages of one run and writes them, a few at a time, with the cursor behind them. */
export interface RunWriter {
  add(page: Page): Promise<void>;
  /** Whether the walk has moved in this run, be it past something that does not answer. */
  hasMoved(): boolean;
  /** Writes the rest, the outcome and when it is due next, and lets the connection go. */
  finish(end: ReadingEnd): Promise<RunOutcome>;
  /** After a write that failed here: drops what was not written, and says so on the connection. */
  giveUp(): Promise<RunOutcome>;
  /** After the lease was lost: takes back raw answers of a connection that is no more. */
  abandon(): Promise<void>;
}

export function createRunWriter(
  ctx: Context,
  run: { connection: ConnectionRow; trigger: SyncTrigger; startedAt: number },
): RunWriter {
  const { connection } = run;
  const written = { itemsNew: 0, itemsChanged: 0 };
  const stored: string[] = [];
  let pending: Page[] = [];
  let last: Page | null = null;
  let lastWritten: Page | null = null;
  let isIdle = true;
  let isAnswered = false;
  let usage: Usage = {};

  const write = async (
    state: Partial<ConnectionState>,
    finishRun: ((counts: { itemsNew: number; itemsChanged: number }) => RunRow) | null,
  ): Promise<void> => {
    const pages = pending;
    const snapshots = await storeRaw(ctx, connection.id, pages);
    stored.push(...snapshots.map((one) => one.contentHash));
    const counts = await commitRun(ctx.db, {
      connection,
      now: ctx.now(),
      items: pages.flatMap((page) => page.items),
      links: pages.flatMap((page) => page.links),
      snapshots,
      state: { ...stateOf(connection, last), ...state },
      run:
        finishRun &&
        ((counted) =>
          finishRun({
            itemsNew: written.itemsNew + counted.itemsNew,
            itemsChanged: written.itemsChanged + counted.itemsChanged,
          })),
    });
    pending = [];
    lastWritten = last;
    written.itemsNew += counts.itemsNew;
    written.itemsChanged += counts.itemsChanged;
  };

  const finish = async (end: ReadingEnd): Promise<RunOutcome> => {
    const now = ctx.now();
    const before = isAnswered ? 0 : connection.failures;
    const failures = end.failure?.outcome === "failed" ? before + 1 : 0;
    const outcome: RunOutcome = end.failure?.outcome ?? (isIdle ? "unchanged" : "synced");
    await write(
      {
        status: outcome === "needs_reconnect" ? "needs_reconnect" : connection.status,
        leaseOwner: null,
        leaseExpiresAt: null,
        nextSyncAt: nextCheck(outcome, {
          now,
          failures,
          hasMore: end.hasMore,
          isOutage: end.failure?.code === "unavailable",
          retryAt: end.failure?.retryAt ?? null,
          random: ctx.random(),
        }),
        lastCheckedAt: now,
        lastSuccessAt: end.failure === null ? now : connection.lastSuccessAt,
        failures: outcome === "rate_limited" ? before : failures,
        problemCode: end.failure?.code ?? null,
        problemMessage: end.failure?.message ?? null,
      },
      (counts) =>
        toRunRow(ctx, run, {
          outcome,
          now,
          message: end.failure?.message ?? null,
          usage,
          ...counts,
        }),
    );
    return outcome;
  };

  return {
    finish,
    giveUp: async () => {
      pending = [];
      last = lastWritten;
      isAnswered = false;
      return await finish({ hasMore: true, failure: UNFORESEEN });
    },
    hasMoved: () => last !== null,
    add: async (page) => {
      pending.push(page);
      last = page;
      usage = sumOf(usage, page.usage ?? {});
      isIdle &&= page.unchanged;
      isAnswered ||= page.unchanged || page.raw !== null;
      const items = pending.reduce((sum, one) => sum + one.items.length, 0);
      if (!page.more || (pending.length < PAGES_PER_WRITE && items < ITEMS_PER_WRITE)) return;
      await write({ leaseExpiresAt: ctx.now() + LEASE_MS }, null);
    },
    abandon: async () => {
      const standing = await findConnection(ctx.db, connection.userId, connection.id);
      if (standing === null) await ctx.snapshots.delete(connection.id, stored);
    },
  };
}

/** Raw answers go out before the rows that name them: an object without a row is harmless, a row without its object is not. */
async function storeRaw(
  ctx: Context,
  connectionId: string,
  pages: readonly Page[],
): Promise<SnapshotRow[]> {
  const raws = pages.flatMap((page) => (page.raw === null ? [] : [page.raw]));
  return await Promise.all(
    raws.map(async ({ endpoint, url, body }) => {
      const bytes = new TextEncoder().encode(body);
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
      const contentHash = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
      await ctx.snapshots.put(connectionId, contentHash, body);
      return { contentHash, endpoint, url, bytes: bytes.byteLength };
    }),
  );
}

type Usage = Readonly<Record<string, number>>;

function sumOf(a: Usage, b: Usage): Usage {
  const sum: Record<string, number> = { ...a };
  for (const [name, cost] of Object.entries(b)) sum[name] = (sum[name] ?? 0) + cost;
  return sum;
}

function stateOf(connection: ConnectionRow, last: Page | null): ConnectionState {
  const read = last && {
    cursor: JSON.stringify(last.cursor),
    isComplete: connection.isComplete || last.complete,
    progress: last.progress && JSON.stringify(last.progress),
  };
  return { ...connection, ...read };
}

/** Checks that found nothing share one row an hour. */
function toRunRow(
  ctx: Context,
  run: { connection: ConnectionRow; trigger: SyncTrigger; startedAt: number },
  end: {
    outcome: RunOutcome;
    now: number;
    message: string | null;
    usage: Usage;
    itemsNew: number;
    itemsChanged: number;
  },
): RunRow {
  const hour = run.startedAt - (run.startedAt % 3_600_000);
  return {
    connectionId: run.connection.id,
    id: end.outcome === "unchanged" ? runId(hour, "idle") : runId(run.startedAt, ctx.newId()),
    trigger: run.trigger,
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
