import type { RunOutcome } from "../../../shared/connections.ts";
import type { Context } from "../../context.ts";
import type { Page, PlatformAccount } from "../../platforms/page.ts";
import type { HideRule, Platform } from "../../platforms/platform.ts";
import { commitIdle } from "../../store/commit-idle.ts";
import type { Aside } from "../../store/commit-idle.ts";
import { commitRun } from "../../store/commit-run.ts";
import type { RunCommit, RunEnd } from "../../store/commit-run.ts";
import type { ConnectionState } from "../../store/connection-state.ts";
import { releaseConnection } from "../../store/connection-leases.ts";
import { findConnection } from "../../store/connections.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { bookOutsideLease } from "../../store/rate-limits.ts";
import { putLostRun, putRunCost } from "../../store/runs.ts";
import type { RunRow } from "../../store/runs.ts";
import type { Ledger } from "../limits/ledger.ts";
import { isAppOfPerson } from "../limits/lines-of.ts";
import { dropOldAnswers } from "./drop-old-answers.ts";
import { foundIn, isEmpty, isEnough } from "./gathered-pages.ts";
import {
  addAside,
  addIdleCheck,
  hourOf,
  parseIdleChecks,
  toIdleCheck,
  toIdleRun,
} from "./idle-checks.ts";
import { isNewRefusal, refusedSince } from "./judge-failure.ts";
import { mayWriteAgain } from "./budget.ts";
import { nextCheck } from "./next-check.ts";
import { UNFORESEEN } from "./run-failure.ts";
import type { RunFailure } from "./run-failure.ts";
import { createAttempts } from "./run-attempts.ts";
import type { Attempt } from "./run-attempts.ts";
import { sumOf, toLostRun, toRunRow } from "./run-row.ts";
import type { RunStart, Usage } from "./run-row.ts";
import { storeRaw } from "./store-raw.ts";

/** A holder that dies blocks its connection for so long. Each write renews it. */
export const LEASE_MS = 75_000;

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
  /** What an answer cost, be it a failure. */
  spend(cost: Usage): void;
  /** Whether the walk has moved in this run, be it past something that does not answer. */
  hasMoved(): boolean;
  /** Lets the connection go with nothing but what it asked and used; it is due again then. */
  standAside(until: number): Promise<void>;
  /** Writes the rest, the outcome and when it is due next, and lets the connection go. */
  finish(end: ReadingEnd): Promise<RunOutcome>;
  /** After a write that failed here: drops what was not written, if so, and says so on the connection. */
  giveUp(): Promise<RunOutcome>;
  /**
   * After the lease was lost: books and tells what was asked, takes back answers of a connection that is
   * no more.
   */
  abandon(): Promise<void>;
}

export function createRunWriter(
  ctx: Context,
  run: RunStart & {
    readonly platform: Platform | null;
    readonly rules: readonly HideRule[];
    readonly ledger: Ledger;
    /** Queries that it may ask in all. */
    readonly maxQueries: number;
  },
): RunWriter {
  const { connection, ledger } = run;
  const written: Counts = { itemsNew: 0, itemsChanged: 0 };
  const idleChecks = parseIdleChecks(connection.idleChecks);
  const stored: string[] = [];
  let pending: Page[] = [];
  let last: PageState | null = null;
  let lastWritten: PageState | null = null;
  let isIdle = true;
  let isAnswered = false;
  let usage: Usage = {};
  let account: PlatformAccount | null = null;
  let newestAt = 0;
  let writes = 0;
  const attempts = createAttempts(ctx, connection);

  const write = async (
    state: Partial<ConnectionState>,
    end: ((counts: Counts) => RunEnd) | null,
    { leaseOwner, outcome }: Pick<Attempt, "leaseOwner" | "outcome">,
  ): Promise<void> => {
    const pages = pending;
    const reached = last;
    let counts: Counts = { itemsNew: 0, itemsChanged: 0 };
    const uses = ledger.toBook();
    const snapshots = await storeRaw(ctx, connection, pages);
    stored.push(...snapshots.map((one) => one.contentHash));
    const settle = (): void => {
      ledger.booked(uses);
      pending = [];
      lastWritten = reached;
      written.itemsNew += counts.itemsNew;
      written.itemsChanged += counts.itemsChanged;
    };
    const commit: RunCommit = {
      connection,
      now: ctx.now(),
      mayTryAgain: (statements) => mayWriteAgain(run, ctx.meter.queries, statements),
      ...foundIn(pages),
      rules: run.rules,
      repeatedKinds: run.platform?.repeatedKinds ?? [],
      snapshots,
      uses,
      state: {
        ...stateOf(connection, last, account),
        unbooked: ledger.waiting(uses),
        ...state,
        leaseOwner,
      },
      end: (counted) => {
        counts = counted;
        const itemsNew = written.itemsNew + counted.itemsNew;
        const itemsChanged = written.itemsChanged + counted.itemsChanged;
        return end?.({ itemsNew, itemsChanged }) ?? { state: {}, rows: [] };
      },
    };
    await attempts.make({ leaseOwner, outcome, settle }, () => commitRun(ctx.db, commit));
  };

  /** What is new makes it active; what a first sync finds does so as of when it happened. */
  const activeAtOf = (itemsNew: number, now: number): number | null => {
    if (itemsNew === 0) return connection.activeAt;
    return Math.max(connection.activeAt ?? 0, connection.isComplete ? now : newestAt);
  };

  const stateAtEnd = (
    { failure, hasMore, isShared }: ReadingEnd,
    { outcome, itemsNew, now }: { outcome: RunOutcome; itemsNew: number; now: number },
  ): Partial<ConnectionState> => {
    const before = isAnswered ? 0 : connection.failures;
    const failures =
      failure?.outcome === "failed" ? (isShared ? connection.failures : before + 1) : 0;
    const activeAt = activeAtOf(itemsNew, now);
    const isRefused = failure?.code === "unauthorised";
    // A dead grant that is tried comes back by an answer alone; till then it says what it said.
    const isDead = connection.status === "needs_reconnect" && failure !== null && !isAnswered;
    const isUndecided = isDead && outcome !== "needs_reconnect";
    const ending = isUndecided ? "needs_reconnect" : outcome;
    return {
      status: ending === "needs_reconnect" ? "needs_reconnect" : "active",
      leaseOwner: null,
      leaseExpiresAt: null,
      nextSyncAt: nextCheck(ending, {
        now,
        failures,
        hasMore,
        isOutage: failure?.code === "unavailable",
        mayPass: isUndecided || failure?.mayPass === true,
        isNew: isNewRefusal(refusedSince(connection), now),
        retryAt: failure?.retryAt ?? null,
        isLimitShared: failure?.isOfMany ?? run.platform?.limitScope === "client",
        quietSince: Math.max(connection.createdAt, activeAt ?? 0),
        stretch: ledger.stretch(),
        breaker: ctx.config.circuitBreaker,
        random: ctx.random(),
      }),
      activeAt,
      // Since then it is signed out.
      lastCheckedAt: isDead ? connection.lastCheckedAt : now,
      refusedSince: isUndecided || isRefused ? (refusedSince(connection) ?? now) : null,
      lastSuccessAt: failure === null ? now : connection.lastSuccessAt,
      failures: outcome === "rate_limited" ? before : failures,
      problemCode: isUndecided ? connection.problemCode : (failure?.code ?? null),
      problemMessage: isUndecided ? connection.problemMessage : (failure?.message ?? null),
    };
  };

  /** A check that found nothing writes its connection's row, and at most one thing besides. */
  const finishIdle = async (state: Partial<ConnectionState>, now: number): Promise<void> => {
    const use = ledger.toBookAtOnce();
    const isOver = idleChecks !== null && idleChecks.hour !== hourOf(run.startedAt);
    const aside: Aside | null =
      use !== null
        ? { type: "booking", use }
        : isOver
          ? { type: "hour", row: toIdleRun(connection.id, idleChecks) }
          : null;
    const check = toIdleCheck(ctx, run, { now, usage, hasAside: aside !== null });
    // What is booked first lets the hour run on: it is kept by the next check.
    const standing = aside?.type === "hour" ? null : idleChecks;
    const idle = {
      now,
      aside,
      state: {
        ...stateOf(connection, last, account),
        ...state,
        idleChecks: JSON.stringify(standing === null ? check : addIdleCheck(standing, check)),
        unbooked: ledger.waiting(use === null ? [] : [use]),
      },
    };
    const settle = (): void => ledger.booked(use === null ? [] : [use]);
    await attempts.make({ leaseOwner: null, outcome: "unchanged", settle }, () =>
      commitIdle(ctx.db, connection, idle),
    );
  };

  const finish = async (end: ReadingEnd): Promise<RunOutcome> => {
    const now = ctx.now();
    const outcome: RunOutcome = end.failure?.outcome ?? (isIdle ? "unchanged" : "synced");
    if (outcome === "unchanged" && pending.every(isEmpty)) {
      await finishIdle(stateAtEnd(end, { outcome, itemsNew: 0, now }), now);
      return outcome;
    }
    if (!isIdle) await dropOldAnswers(ctx, connection);
    const message = end.failure?.message ?? null;
    const isOver = idleChecks !== null && idleChecks.hour !== hourOf(now);
    const hour = isOver ? [toIdleRun(connection.id, idleChecks)] : [];
    let row: RunRow | null = null;
    const toEnd = (counts: Counts): RunEnd => {
      row = toRunRow(ctx, run, { outcome, now, message, usage, ...counts });
      const state = stateAtEnd(end, { outcome, itemsNew: counts.itemsNew, now });
      return { state, rows: [row, ...hour] };
    };
    await write(isOver ? { idleChecks: null } : {}, toEnd, { leaseOwner: null, outcome });
    await keepCost(row);
    return outcome;
  };

  /** A run's row is made before its last write is: what that cost is added after it, where there is room. */
  const keepCost = async (row: RunRow | null): Promise<void> => {
    const hasRoom = ctx.meter.queries < run.maxQueries;
    try {
      if (row !== null && hasRoom) await putRunCost(ctx.db, row, ctx.meter);
    } catch (error) {
      ctx.log.error("sync.cost_not_kept", error, { connection: connection.id });
    }
  };

  return {
    finish,
    giveUp: async () => {
      const made = await attempts.settle();
      if (made !== null) {
        return made.outcome ?? (await finish({ hasMore: true, failure: null, isShared: false }));
      }
      pending = [];
      last = lastWritten;
      isAnswered = false;
      return await finish({ hasMore: true, failure: UNFORESEEN, isShared: false });
    },
    standAside: (until) => {
      const { idleChecks: standing } = connection;
      const hasAsked = ctx.meter.requests > 0;
      const told = hasAsked ? JSON.stringify(addAside(ctx, run, idleChecks, usage)) : standing;
      const state = { nextSyncAt: until, unbooked: ledger.waiting([]), idleChecks: told };
      return releaseConnection(ctx.db, connection, state);
    },
    hasMoved: () => last !== null,
    spend: (cost) => void (usage = sumOf(usage, cost)),
    add: async (page) => {
      pending.push(page);
      const { cursor, complete, progress } = page;
      const reach = page.reach ?? last?.reach;
      last = { cursor, complete, progress, ...(reach ? { reach } : {}) };
      account = page.account ?? account;
      isIdle &&= page.unchanged;
      isAnswered ||= page.unchanged || page.raw !== null;
      const times = page.items.map(({ occurredAt }) => Math.min(occurredAt, ctx.now()));
      newestAt = Math.max(newestAt, ...times);
      if (!page.more || !(ledger.isTight() || isEnough(pending))) return;
      // What moves on is not stuck, however often it is cut off: the claims before it do not count.
      const [owner = ""] = connection.leaseOwner?.split(" ") ?? [];
      writes += 1;
      const leaseOwner = `${owner}/${writes}`;
      await write({ leaseExpiresAt: ctx.now() + LEASE_MS }, null, { leaseOwner, outcome: null });
    },
    abandon: async () => {
      const { id, userId, platform, clientId } = connection;
      const ownClientId = isAppOfPerson(ctx, connection) ? clientId : null;
      const asker = { id, userId, platform, ownClientId };
      // What may have been written is booked, perhaps: better once too little than twice.
      const uses = attempts.isUnsure() ? [] : ledger.added();
      await bookOutsideLease(ctx.db, asker, uses, ctx.now());
      if (ctx.meter.requests > 0 && !attempts.isUnsure()) {
        await putLostRun(ctx.db, toLostRun(ctx, run, { now: ctx.now(), usage, ...written }));
      }
      const standing = await findConnection(ctx.db, connection.userId, connection.id);
      if (standing === null) await ctx.snapshots.delete(connection.id, stored);
    },
  };
}

interface Counts {
  itemsNew: number;
  itemsChanged: number;
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
