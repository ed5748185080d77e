import type { Context } from "../../context.ts";
import type { SyncTrigger } from "../../sync-message.ts";
import { createBudget } from "../sync/budget.ts";
import { putOffOthers } from "../sync/platform-breaker.ts";
import { syncConnection } from "../sync/sync-connection.ts";
import type { SyncOutcome } from "../sync/sync-connection.ts";

/** What was left undone when the invocation's budget, or something else, came in between. */
export interface LeftOver {
  /** No budget was left to begin with them, or for what they found. */
  readonly waiting: readonly string[];
  /** More to read. */
  readonly goOn: readonly string[];
  /** Held by somebody else until then (epoch milliseconds). */
  readonly busy: readonly Later[];
  /** Their platform answers again, and they come back one by one. */
  readonly returning: readonly Later[];
  /** What happened to them could not even be written down. */
  readonly failed: readonly string[];
}

export interface Later {
  readonly id: string;
  readonly until: number;
}

/** An invocation may last 15 minutes. */
const LONGEST_MS = 10 * 60_000;

/** Syncs these connections one after another, within what one invocation may cost. */
export async function syncEach(
  ctx: Context,
  ids: readonly string[],
  trigger: SyncTrigger,
  longestMs = LONGEST_MS,
): Promise<LeftOver> {
  const budget = createBudget(ctx);
  const endsAt = ctx.now() + longestMs;
  const left = { goOn: [] as string[], busy: [] as Later[], returning: [] as Later[] };
  const failed: string[] = [];
  let waiting = [...new Set(ids)];
  for (;;) {
    const [id] = waiting;
    const limits = budget.share(waiting.length);
    if (id === undefined || limits === null || ctx.now() >= endsAt) break;
    waiting = waiting.slice(1);
    const outcome = await attempt(ctx, { id, trigger, ...limits, endsAt });
    if (outcome === null) failed.push(id);
    else if (outcome.kind === "busy") left.busy.push({ id, until: outcome.until });
    else if (outcome.kind === "skipped" && outcome.hasMore) {
      // It found more than there is room for: the next invocation begins with it.
      waiting = [id, ...waiting];
      break;
    } else if (outcome.hasMore) left.goOn.push(id);
    else if (outcome.kind === "skipped" && outcome.aside) {
      const { platform, until, isBack } = outcome.aside;
      const others = await putOff(ctx, platform, waiting);
      const gone = new Set(others.map((one) => one.id));
      waiting = waiting.filter((one) => !gone.has(one));
      if (isBack) left.returning.push({ id, until }, ...others);
    }
  }
  return { ...left, waiting, failed };
}

/** One connection that cannot even be told of its trouble must not stop the others: it stays due. */
async function attempt(
  ctx: Context,
  request: Parameters<typeof syncConnection>[1],
): Promise<SyncOutcome | null> {
  try {
    return await syncConnection(ctx, request);
  } catch (error) {
    ctx.log.error("sync.unforeseen", error, { connection: request.id });
    return null;
  }
}

/** Where that fails, each finds out by itself. */
async function putOff(ctx: Context, platform: string, ids: readonly string[]): Promise<Later[]> {
  try {
    return await putOffOthers(ctx, platform, ids);
  } catch (error) {
    ctx.log.error("sync.not_put_off", error, { platform });
    return [];
  }
}
