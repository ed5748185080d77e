import type { RunOutcome } from "../../../shared/connections.ts";
import type { Context } from "../../context.ts";
import type { Page } from "../../platforms/page.ts";
import type { Platform } from "../../platforms/platform.ts";
import { LeaseLostError } from "../../store/commit-fenced.ts";
import { claimConnection, findLeaseEnd } from "../../store/connection-leases.ts";
import type { ClaimedConnection } from "../../store/connection-leases.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import type { SyncTrigger } from "../../sync-message.ts";
import { findBlock, findSpent, keepBlock } from "../limits/allowance.ts";
import { openLedger } from "../limits/ledger.ts";
import type { Ledger } from "../limits/ledger.ts";
import { serverClients } from "../limits/lines-of.ts";
import { keepWait } from "../limits/own-wait.ts";
import { toHideRules } from "../settings/setting-values.ts";
import { mayGiveUp, mayGoOn, mayOpenOutage, mustWait, mustWaitToPay } from "./budget.ts";
import type { RunLimits } from "./budget.ts";
import { openSource } from "./open-source.ts";
import type { FailedPage } from "./open-source.ts";
import { admit, learn } from "./platform-breaker.ts";
import type { Admission, Sign } from "./platform-breaker.ts";
import { UNFORESEEN, toRunFailure } from "./run-failure.ts";
import type { RunFailure } from "./run-failure.ts";
import { LEASE_MS, createRunWriter } from "./run-writer.ts";
import type { ReadingEnd, RunWriter } from "./run-writer.ts";
import { STUCK } from "../schedule/tell-stuck.ts";

/**
 * `busy`: another holder has it until then. `skipped`: not due, paused, gone, taken over meanwhile, or
 * left aside because its platform does not answer; then `aside` says which, and until when.
 */
export type SyncOutcome = { readonly requests: number; readonly queries: number } & (
  | { readonly kind: RunOutcome; readonly hasMore: boolean }
  | {
      readonly kind: "skipped";
      readonly hasMore: boolean;
      readonly aside?: Pick<Extract<Admission, { type: "aside" }>, "until" | "isBack"> & {
        readonly platform: string;
      };
    }
  | { readonly kind: "busy"; readonly until: number }
);

/** After so many runs in a row that ended in the middle it is told, and not tried once more at once. */
const MOST_UNENDED = 5;

/** One invocation stops in good time and goes on in the next. */
const LONGEST_RUN_MS = 20_000;

/**
 * Syncs one connection for a while: claims it, reads page after page, writes each few pages with their
 * cursor in one batch, and decides when it is due next. The button, the cron, the queue and the OAuth
 * callback all come here. It does not throw for what is ordinary; it returns an outcome.
 */
export async function syncConnection(
  parent: Context,
  request: {
    id: string;
    trigger: SyncTrigger;
    /** Whoever called has no longer than until then; epoch milliseconds. */
    endsAt?: number;
  } & RunLimits,
): Promise<SyncOutcome> {
  const ctx = parent.fork();
  const startedAt = ctx.now();
  const connection = await claimConnection(ctx.db, request.id, {
    owner: ctx.newId(),
    now: startedAt,
    expiresAt: startedAt + LEASE_MS,
    clients: serverClients(ctx),
  });
  if (connection === null) {
    const until = await findLeaseEnd(ctx.db, request.id, startedAt);
    return until === null
      ? { kind: "skipped", hasMore: false, ...costOf(ctx) }
      : { kind: "busy", until, ...costOf(ctx) };
  }
  const platform = ctx.platforms.find((one) => one.id === connection.platform) ?? null;
  const rules = platform === null ? [] : toHideRules(platform, connection.choices);
  const ledger = openLedger(ctx, connection, platform);
  const writer = createRunWriter(ctx, {
    connection,
    platform,
    trigger: request.trigger,
    startedAt,
    rules,
    ledger,
    maxQueries: request.maxQueries,
  });
  try {
    if (connection.unended >= MOST_UNENDED) {
      const kind = await writer.finish({ hasMore: true, failure: STUCK, isShared: false });
      return { kind, hasMore: false, ...costOf(ctx) };
    }
    const verdict = await ledger.judge(!connection.isComplete);
    if (verdict.type === "busy") {
      await writer.standAside(verdict.until);
      return { kind: "skipped", hasMore: false, ...costOf(ctx) };
    }
    if (verdict.type === "stop") {
      const { failure } = verdict;
      const kind = await writer.finish({ hasMore: true, failure, isShared: false });
      return { kind, hasMore: false, ...costOf(ctx) };
    }
    const admission = await admit(ctx, connection);
    if (admission.type === "aside") {
      await writer.standAside(admission.until);
      const { until, isBack } = admission;
      const aside = { platform: connection.platform, until, isBack };
      return { kind: "skipped", hasMore: false, aside, ...costOf(ctx) };
    }
    const until = Math.min(startedAt + LONGEST_RUN_MS, request.endsAt ?? Infinity);
    const limits = { ...request, until };
    const end = await readPages(ctx, { connection, platform, ledger }, writer, limits);
    if (end === null) {
      await writer.standAside(connection.nextSyncAt ?? startedAt);
      return { kind: "skipped", hasMore: true, ...costOf(ctx) };
    }
    const kind = await writer.finish(end);
    ctx.log.info("sync.run", { connection: connection.id, outcome: kind, ...ctx.meter });
    return { kind, hasMore: end.hasMore && end.failure === null, ...costOf(ctx) };
  } catch (error) {
    const mayTell = mayGiveUp(request, ctx.meter.queries);
    const kind = await afterError(ctx, connection, { writer, mayTell }, error);
    return { kind, hasMore: false, ...costOf(ctx) };
  }
}

/** Nothing that happens here stops a connection for ever: it is told, and tried again later. */
async function afterError(
  ctx: Context,
  connection: ConnectionRow,
  { writer, mayTell }: { writer: RunWriter; mayTell: boolean },
  error: unknown,
): Promise<RunOutcome | "skipped"> {
  if (error instanceof LeaseLostError) {
    await writer.abandon();
    ctx.log.info("sync.lease_lost", { connection: connection.id });
    return "skipped";
  }
  ctx.log.error("sync.not_written", error, { connection: connection.id });
  // Whoever claims it next knows that this run had no end.
  if (!mayTell) return "skipped";
  try {
    return await writer.giveUp();
  } catch (second) {
    if (!(second instanceof LeaseLostError)) throw second;
    await writer.abandon();
    return "skipped";
  }
}

/**
 * Null where what may come, or has come, does not fit into this invocation any more: nothing is written
 * of it but what it used.
 */
async function readPages(
  ctx: Context,
  {
    connection,
    platform,
    ledger,
  }: { connection: ClaimedConnection; platform: Platform | null; ledger: Ledger },
  writer: RunWriter,
  limits: RunLimits & { until: number },
): Promise<ReadingEnd | null> {
  if (platform === null) return { hasMore: false, failure: UNFORESEEN, isShared: false };
  const blocked = findBlock(connection, platform, ctx.now());
  if (blocked !== null) return { hasMore: true, failure: blocked, isShared: false };
  const ended = async (failure: RunFailure | null, hasMore: boolean): Promise<ReadingEnd> => {
    const isAsked = ctx.meter.requests > 0;
    const sign = signOf(failure, writer);
    const retryAt = failure?.retryAt ?? null;
    const mayOpen = mayOpenOutage(limits, ctx.meter.queries);
    const said = { platform, sign, retryAt, mayOpen };
    const isShared = isAsked && (await learn(ctx, connection, said));
    return { hasMore, failure, isShared };
  };
  /** It was the platform that said so: others of its client must know, and whoever resumes this one. */
  const refused = async (failure: RunFailure): Promise<ReadingEnd> => {
    await keepBlock(ctx, connection, platform, failure);
    await keepWait(ctx, connection, platform, failure);
    return await ended(failure, true);
  };
  // What is paid for is not asked for twice.
  const isDear = platform.quota !== null && platform.quota.meter !== "requests";
  if (isDear && mustWaitToPay(limits, ctx.meter.queries)) return null;
  let kept = 0;
  const source = await openSource(ctx, connection, platform);
  if ("failure" in source) return await refused(source.failure);
  for (;;) {
    const asked = ctx.meter.requests;
    const count = (page: Page | FailedPage | null): void => {
      const isRefused =
        page !== null && "failure" in page && page.failure.outcome === "rate_limited";
      ledger.count({
        // What a limit refuses is not counted in it.
        requests: isRefused ? 0 : ctx.meter.requests - asked,
        usage: page?.usage ?? {},
        told: source.told(),
      });
    };
    const page = await source
      .next({
        failures: writer.hasMoved() ? 0 : connection.failures,
        allowance: ledger.allowance(),
      })
      .catch((error: unknown) => {
        // Whoever lost the lease on the way has asked all the same.
        count(null);
        throw error;
      });
    count(page);
    writer.spend(page.usage ?? {});
    if ("failure" in page) return await refused(page.failure);
    if (!isDear && !writer.hasMoved() && mustWait(limits, ctx.meter.queries, page)) {
      await ended(null, true);
      return null;
    }
    kept += page.raw === null ? 0 : 1;
    // What fails here is ours, and ends the run as a crash would: the cursor stays behind the items.
    await writer.add(page);
    if (page.refusal) {
      return await refused(toRunFailure(page.refusal, platform.name) ?? UNFORESEEN);
    }
    const spent = findSpent(source.told(), platform);
    if (!page.more) {
      // Where requests are counted, the row of their limit tells it.
      if (spent !== null && platform.quota?.meter !== "requests") {
        await keepBlock(ctx, connection, platform, spent);
      }
      return await ended(null, false);
    }
    const verdict = await ledger.judge(!connection.isComplete && !page.complete);
    if (verdict.type === "stop") return await ended(verdict.failure, true);
    if (verdict.type === "busy") return await ended(null, true);
    if (spent !== null) return await refused(spent);
    const { requests, queries } = ctx.meter;
    const isOver = !mayGoOn(limits, { requests: requests + kept, queries });
    if (isOver || ctx.now() >= limits.until) return await ended(null, true);
  }
}

/** A run that brought anything was answered, whatever came then. */
function signOf(failure: RunFailure | null, writer: RunWriter): Sign {
  if (failure?.code !== "unavailable" || failure.isAnswered === true) return "answered";
  return writer.hasMoved() ? "cut_off" : "unanswered";
}

function costOf(ctx: Context): { requests: number; queries: number } {
  return { requests: ctx.meter.requests, queries: ctx.meter.queries };
}
