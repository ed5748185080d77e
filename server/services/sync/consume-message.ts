import type { Context } from "../../context.ts";
import { createBudget } from "./budget.ts";
import { syncConnection } from "./sync-connection.ts";
import { syncMessage } from "./sync-message.ts";

/**
 * Syncs the connections of one message. Those with more to read, or without a share of the budget left,
 * go on in a message of their own; one that another holder has waits once for the holder's lease to end.
 */
export async function consumeMessage(ctx: Context, body: unknown): Promise<void> {
  const parsed = syncMessage.safeParse(body);
  if (!parsed.success) {
    ctx.log.warn("queue.unreadable", { issue: parsed.error.issues[0]?.message ?? "" });
    return;
  }
  const { connections, trigger, hasWaited } = parsed.data;
  const budget = createBudget(ctx.config.plan, connections.length);
  const goOn: string[] = [];
  const wait: { id: string; seconds: number }[] = [];
  for (const id of connections) {
    const maxRequests = budget.share();
    if (maxRequests === 0) {
      goOn.push(id);
      continue;
    }
    const outcome = await syncConnection(ctx, { id, trigger, maxRequests });
    if (outcome.kind === "skipped") continue;
    if (outcome.kind === "busy") {
      wait.push({ id, seconds: Math.ceil((outcome.until - ctx.now()) / 1000) + 1 });
      continue;
    }
    budget.spend(outcome.requests);
    if (outcome.hasMore) goOn.push(id);
  }
  if (goOn.length > 0) await ctx.queue?.send({ connections: goOn, trigger, hasWaited: true });
  if (hasWaited) return;
  for (const { id, seconds } of wait) {
    await ctx.queue?.send(
      { connections: [id], trigger, hasWaited: true },
      { delaySeconds: Math.max(1, seconds) },
    );
  }
}
