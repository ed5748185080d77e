import type { RunOutcome } from "../../../shared/connections.ts";
import type { Context } from "../../context.ts";
import type { HideRule, Page, Platform, PlatformAccount } from "../../platforms/platform.ts";
import { commitRun } from "../../store/commit-run.ts";
import type { ConnectionState } from "../../store/commit-run.ts";
import { releaseConnection } from "../../store/connection-leases.ts";
import { findConnection } from "../../store/connections.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import type { RunRow } from "../../store/runs.ts";
import { dropOldAnswers } from "./drop-old-answers.ts";
import { nextCheck } from "./next-check.ts";
import { UNFORESEEN } from "./run-failure.ts";
import type { RunFailure } from "./run-failure.ts";
import { sumOf, toRunRow } from "./run-row.ts";
import type { RunStart, Usage } from "./run-row.ts";
import { storeRaw } from "./store-raw.ts";

/** A holder that dies blocks its connection for so long. Each write renews it. */
export const LEASE_MS = 2 * 60_000;

/** Pages gathered before they are written together. */
const PAGES_PER_WRITE = 10;
const ITEMS_PER_WRITE = 400;
/** Of raw answers, whose pages may be large: all that is gathered is held in memory. */
const CHARACTERS_PER_WRITE = 4_000_000;

/** What is kept of a page once it is written: not its answer. */
type PageState = Pick<Page, "cursor" | "complete" | "progress" | "reach">;

/** How reading ended: everything there is, or as much as fits, or a failure after what was read. */
export interface ReadingEnd {
  readonly hasMore: boolean;
  readonly failure: RunFailure | null;
  /** The platform answers nobody: it does not count against this connection. */
  readonly isShared: boolean;
}

/** Gathers the pages of one run and writes them, a few at a time, with the cursor behind them. */
export interface RunWriter {
  add(page: Page): Promise<void>;
  /** Whether the walk has moved in this run, be it past something that does not answer. */
  hasMoved(): boolean;
  /** Lets the connection go without having asked; it is due again then. */
  standAside(until: number): Promise<void>;
  /** Writes the rest, the outcome and when it is due next, and lets the connection go. */
  finish(end: ReadingEnd): Promise<RunOutcome>;
  /** After a write that failed here: drops what was not written, and says so on the connection. */
  giveUp(): Promise<RunOutcome>;
  /** After the lease was lost: takes back raw answers of a connection that is no more. */
  abandon(): Promise<void>;
}

export function createRunWriter(
  ctx: Context,
  run: RunStart & { readonly platform: Platform | null; readonly rules: readonly HideRule[] },
): RunWriter {
  const { connection } = run;
  const written = { itemsNew: 0, itemsChanged: 0 };
  const stored: string[] = [];
  let pending: Page[] = [];
  let last: PageState | null = null;
  let lastWritten: PageState | null = null;
  let isIdle = true;
  let isAnswered = false;
  let usage: Usage = {};
  let account: PlatformAccount | null = null;

  const write = async (
    state: Partial<ConnectionState>,
    finishRun: ((counts: { itemsNew: number; itemsChanged: number }) => RunRow) | null,
  ): Promise<void> => {
    const pages = pending;
    const snapshots = await storeRaw(ctx, connection, pages);
    stored.push(...snapshots.map((one) => one.contentHash));
    const counts = await commitRun(ctx.db, {
      connection,
      now: ctx.now(),
      items: pages.flatMap((page) => page.items),
      links: pages.flatMap((page) => page.links),
      gone: goneOf(pages),
      covers: pages.flatMap((page) => page.covers ?? []),
      isPrivate: pages.findLast((page) => page.isPrivate !== undefined)?.isPrivate ?? null,
      rules: run.rules,
      snapshots,
      state: { ...stateOf(connection, last, account), ...state },
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
    const failures =
      end.failure?.outcome === "failed" ? (end.isShared ? connection.failures : before + 1) : 0;
    const outcome: RunOutcome = end.failure?.outcome ?? (isIdle ? "unchanged" : "synced");
    const activeAt = isIdle ? connection.activeAt : now;
    if (!isIdle) await dropOldAnswers(ctx, connection);
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
          isLimitShared: run.platform?.limitScope === "client",
          quietSince: Math.max(connection.createdAt, activeAt ?? 0),
          stretch: 1,
          breaker: ctx.config.circuitBreaker,
          random: ctx.random(),
        }),
        activeAt,
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
      return await finish({ hasMore: true, failure: UNFORESEEN, isShared: false });
    },
    standAside: (until) => releaseConnection(ctx.db, connection, until),
    hasMoved: () => last !== null,
    add: async (page) => {
      pending.push(page);
      const { cursor, complete, progress } = page;
      const reach = page.reach ?? last?.reach;
      last = { cursor, complete, progress, ...(reach ? { reach } : {}) };
      account = page.account ?? account;
      usage = sumOf(usage, page.usage ?? {});
      isIdle &&= page.unchanged;
      isAnswered ||= page.unchanged || page.raw !== null;
      if (!page.more || !isEnough(pending)) return;
      await write({ leaseExpiresAt: ctx.now() + LEASE_MS }, null);
    },
    abandon: async () => {
      const standing = await findConnection(ctx.db, connection.userId, connection.id);
      if (standing === null) await ctx.snapshots.delete(connection.id, stored);
    },
  };
}

function isEnough(pages: readonly Page[]): boolean {
  const items = pages.reduce((sum, page) => sum + page.items.length, 0);
  const characters = pages.reduce((sum, page) => sum + (page.raw?.body.length ?? 0), 0);
  return (
    pages.length >= PAGES_PER_WRITE ||
    items >= ITEMS_PER_WRITE ||
    characters >= CHARACTERS_PER_WRITE
  );
}

/** What the last page that knew of it said to be gone. */
function goneOf(pages: readonly Page[]): string[] {
  const gone = new Set<string>();
  for (const page of pages) {
    for (const item of page.items) gone.delete(item.externalId);
    for (const externalId of page.gone ?? []) gone.add(externalId);
  }
  return [...gone];
}

function stateOf(
  connection: ConnectionRow,
  last: PageState | null,
  account: PlatformAccount | null,
): ConnectionState {
  const read = last && {
    cursor: JSON.stringify(last.cursor),
    isComplete: connection.isComplete || last.complete,
    progress: last.progress && JSON.stringify(last.progress),
    ...(last.reach ? { completeSince: last.reach.since, historyLimit: last.reach.limit } : {}),
  };
  // An answer about another account would not rename this one.
  const isOwn = account?.externalId === connection.externalId;
  const { handle, displayName, url } = (isOwn ? account : null) ?? connection;
  return { ...connection, ...read, handle, displayName, url };
}
