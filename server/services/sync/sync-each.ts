import type { Context } from "../../context.ts";
import { createBudget } from "./budget.ts";
import { syncConnection } from "./sync-connection.ts";
import type { SyncOutcome } from "./sync-connection.ts";
import type { SyncTrigger } from "../../sync-message.ts";

/** What was left undone when the invocation's budget, or another holder, came in between. */
export interface LeftOver {
  /** More to read, or no budget left to begin. */
  readonly goOn: readonly string[];
  /** Held by somebody else until then (epoch milliseconds). */
  readonly busy: readonly { readonly id: string; readonly until: number }[];
}

/** Syncs these connections one after another, within what one invocation may cost. */
export async function syncEach(
  ctx: Context,
  ids: readonly string[],
  trigger: SyncTrigger,
): Promise<LeftOver> {
  const budget = createBudget(ctx.config.plan, ids.length);
  const goOn: string[] = [];
  const busy: { id: string; until: number }[] = [];
  for (const id of ids) {
    const limits = budget.share();
    if (limits === null) {
      goOn.push(id);
      continue;
    }
    const outcome = await attempt(ctx, { id, trigger, ...limits });
    if (outcome === null) continue;
    budget.spend(outcome);
    if (outcome.kind === "busy") busy.push({ id, until: outcome.until });
    else if (outcome.hasMore) goOn.push(id);
  }
  return { goOn, busy };
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
