import type { RunOutcome } from "../../../shared/connections.ts";
import type { Context } from "../../context.ts";
import { PlatformError } from "../../errors.ts";
import type { Page, Platform, PlatformAccount } from "../../platforms/platform.ts";
import type { PlatformHttp } from "../../platforms/http.ts";
import { LeaseLostError } from "../../store/commit-run.ts";
import { claimConnection, findLeaseEnd, moveConnection } from "../../store/connections.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { toHideRules } from "../settings/setting-values.ts";
import type { RunLimits } from "./budget.ts";
import { openAccess } from "./open-access.ts";
import { UNFORESEEN, toRunFailure } from "./run-failure.ts";
import type { RunFailure } from "./run-failure.ts";
import { LEASE_MS, createRunWriter } from "./run-writer.ts";
import type { ReadingEnd, RunWriter } from "./run-writer.ts";
import { findSharedLimit, keepSharedLimit } from "./shared-limit.ts";
import type { SyncTrigger } from "../../sync-message.ts";

/** `busy`: another holder has it until then. `skipped`: not due, paused, gone, or taken over meanwhile. */
export type SyncOutcome = { readonly requests: number; readonly queries: number } & (
  | { readonly kind: RunOutcome | "skipped"; readonly hasMore: boolean }
  | { readonly kind: "busy"; readonly until: number }
);

/** One invocation stops in good time and goes on in the next. */
const LONGEST_RUN_MS = 20_000;

/**
 * Syncs one connection for a while: claims it, reads page after page, writes each few pages with their
 * cursor in one batch, and decides when it is due next. The button, the cron, the queue and the OAuth
 * callback all come here. It does not throw for what is ordinary; it returns an outcome.
 */
export async function syncConnection(
  parent: Context,
  request: { id: string; trigger: SyncTrigger } & RunLimits,
): Promise<SyncOutcome> {
  const ctx = parent.fork();
  const startedAt = ctx.now();
  const lease = { owner: ctx.newId(), now: startedAt, expiresAt: startedAt + LEASE_MS };
  const connection = await claimConnection(ctx.db, request.id, lease);
  if (connection === null) {
    const until = await findLeaseEnd(ctx.db, request.id, startedAt);
    const cost = costOf(ctx);
    return until === null
      ? { kind: "skipped", hasMore: false, ...cost }
      : { kind: "busy", until, ...cost };
  }
  const platform = ctx.platforms.find((one) => one.id === connection.platform) ?? null;
  const rules = platform === null ? [] : toHideRules(platform, connection.choices);
  const writer = createRunWriter(ctx, { connection, trigger: request.trigger, startedAt, rules });
  try {
    const end = await readPages(ctx, { connection, platform }, writer, {
      until: startedAt + LONGEST_RUN_MS,
      maxRequests: request.maxRequests,
      maxQueries: request.maxQueries,
    });
    const kind = await writer.finish(end);
    ctx.log.info("sync.run", { connection: connection.id, outcome: kind, ...ctx.meter });
    return { kind, hasMore: end.hasMore && end.failure === null, ...costOf(ctx) };
  } catch (error) {
    return {
      kind: await afterError(ctx, connection, writer, error),
      hasMore: false,
      ...costOf(ctx),
    };
  }
}

/** Nothing that happens here stops a connection for ever: it is told, and tried again later. */
async function afterError(
  ctx: Context,
  connection: ConnectionRow,
  writer: RunWriter,
  error: unknown,
): Promise<RunOutcome | "skipped"> {
  if (error instanceof LeaseLostError) {
    await writer.abandon();
    ctx.log.info("sync.lease_lost", { connection: connection.id });
    return "skipped";
  }
  ctx.log.error("sync.not_written", error, { connection: connection.id });
  try {
    return await writer.giveUp();
  } catch (second) {
    if (second instanceof LeaseLostError) return "skipped";
    throw second;
  }
}

async function readPages(
  ctx: Context,
  { connection, platform }: { connection: ConnectionRow; platform: Platform | null },
  writer: RunWriter,
  limits: RunLimits & { until: number },
): Promise<ReadingEnd> {
  if (platform === null) return { hasMore: false, failure: UNFORESEEN };
  const blocked = await findSharedLimit(ctx, connection, platform);
  if (blocked !== null) return { hasMore: true, failure: blocked };
  const failed = async (failure: RunFailure): Promise<ReadingEnd> => {
    await keepSharedLimit(ctx, connection, platform, failure);
    return { hasMore: true, failure };
  };
  const source = await openSource(ctx, connection, platform);
  if ("failure" in source) return await failed(source.failure);
  for (;;) {
    const page = await source.next(writer.hasMoved() ? 0 : connection.failures);
    if ("failure" in page) return await failed(page.failure);
    // What fails here is ours, and ends the run as a crash would: the cursor stays behind the items.
    await writer.add(page);
    if (!page.more) return { hasMore: false, failure: null };
    const { requests, queries } = ctx.meter;
    const isSpent = requests >= limits.maxRequests || queries >= limits.maxQueries;
    if (isSpent || ctx.now() >= limits.until) return { hasMore: true, failure: null };
  }
}

/** The platform's pages one after another; what goes wrong there comes as a value. */
interface Source {
  next(failures: number): Promise<Page | { readonly failure: RunFailure }>;
}

async function openSource(
  ctx: Context,
  connection: ConnectionRow,
  platform: Platform,
): Promise<Source | { readonly failure: RunFailure }> {
  try {
    let access = await openAccess(ctx, connection, platform);
    let account = accountOf(connection);
    let cursor: unknown = connection.cursor === null ? null : parseCursor(connection.cursor);
    const read = async (failures: number): Promise<Page> =>
      await platform.fetchPage({
        http: access.http,
        account,
        includePrivate: connection.includePrivate,
        cursor,
        now: ctx.now(),
        failures,
      });
    return {
      next: async (failures) => {
        try {
          const page = await read(failures).catch(async (error: unknown) => {
            const renewed = isUnauthorised(error) ? await access.renew() : null;
            if (renewed === null) throw error;
            access = renewed;
            return await read(failures);
          });
          cursor = page.cursor;
          // Before the items: after a crash the same page moves it again, to the same place.
          if (page.movedTo) await moveConnection(ctx.db, connection, page.movedTo);
          if (page.account?.externalId === account.externalId) account = page.account;
          return page;
        } catch (error) {
          if (error instanceof LeaseLostError) throw error;
          return { failure: await judge(ctx, error, { connection, platform, http: access.http }) };
        }
      },
    };
  } catch (error) {
    if (error instanceof LeaseLostError) throw error;
    return { failure: await judge(ctx, error, { connection, platform, http: null }) };
  }
}

function costOf(ctx: Context): { requests: number; queries: number } {
  return { requests: ctx.meter.requests, queries: ctx.meter.queries };
}

/** One 401 may be a platform's hiccup: only when it does not know the token at all is access over. */
async function judge(
  ctx: Context,
  error: unknown,
  {
    connection,
    platform,
    http,
  }: {
    connection: ConnectionRow;
    platform: Platform;
    /** Null before there was a way to ask. */
    http: PlatformHttp | null;
  },
): Promise<RunFailure> {
  // A public handle has no access that could have ended.
  const hasAccess = connection.accessTokenSealed !== "";
  if (isUnauthorised(error) && hasAccess && http !== null) {
    try {
      await platform.identify(http, {});
      const hiccup = new PlatformError("unavailable", error.message, { status: 401, cause: error });
      return toRunFailure(hiccup, platform.name) ?? UNFORESEEN;
    } catch (second) {
      // Why it could not be renewed says more than that the old token is no longer taken.
      const isTold = isUnauthorised(second) && second.told === null && error.told !== null;
      return toRunFailure(isTold ? error : second, platform.name) ?? UNFORESEEN;
    }
  }
  const failure = toRunFailure(error, platform.name);
  if (failure === null) ctx.log.error("sync.unforeseen", error, { platform: platform.id });
  else if (error instanceof PlatformError) {
    ctx.log.warn("sync.failure", {
      platform: platform.id,
      kind: error.kind,
      reason: error.message,
    });
  }
  return failure ?? UNFORESEEN;
}

function isUnauthorised(error: unknown): error is PlatformError {
  return error instanceof PlatformError && error.kind === "unauthorised";
}

function accountOf(connection: ConnectionRow): PlatformAccount {
  const { externalId, handle, displayName, url, email } = connection;
  return { externalId, handle, displayName, url, email };
}

/** A stored text that is no JSON reads as a new connection: the walk starts over, and doubles nothing. */
function parseCursor(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
