import type { Context } from "../../context.ts";
import { createBudget } from "./budget.ts";
import { syncConnection } from "./sync-connection.ts";
import type { SyncTrigger } from "./sync-message.ts";

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
    const outcome = await syncConnection(ctx, { id, trigger, ...limits });
    if (outcome.kind === "skipped") continue;
    if (outcome.kind === "busy") {
      busy.push({ id, until: outcome.until });
      continue;
    }
    budget.spend(outcome);
    if (outcome.hasMore) goOn.push(id);
  }
  return { goOn, busy };
}
