import type { Context } from "../../context.ts";
import { syncEach } from "./sync-each.ts";
import { syncMessage } from "../../sync-message.ts";

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
  const { goOn, busy } = await syncEach(ctx, connections, trigger);
  if (goOn.length > 0) {
    // What a person asked for is the first part; the rest goes on by itself.
    const next = trigger === "person" ? "cron" : trigger;
    await ctx.queue?.send({ connections: [...goOn], trigger: next, hasWaited: true });
  }
  if (hasWaited || busy.length === 0) return;
  const until = Math.max(...busy.map((one) => one.until));
  const delaySeconds = Math.max(1, Math.ceil((until - ctx.now()) / 1000) + 1);
  const waiting = busy.map((one) => one.id);
  await ctx.queue?.send({ connections: waiting, trigger, hasWaited: true }, { delaySeconds });
}
