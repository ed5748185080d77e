import type { Context } from "../../context.ts";
import { syncMessage } from "../../sync-message.ts";
import { sendMessages } from "./send-messages.ts";
import { tellStuck } from "./tell-stuck.ts";

/**
 * What is done with a message that nobody could deal with. One of several connections is sent again as
 * one for each, so that the bad one is found; one of a single connection is told on its page.
 */
export async function consumeDeadLetter(ctx: Context, body: unknown): Promise<void> {
  const parsed = syncMessage.safeParse(body);
  if (!parsed.success) {
    ctx.log.warn("queue.dead_unreadable", { issue: parsed.error.issues[0]?.message ?? "" });
    return;
  }
  const { connections, trigger } = parsed.data;
  const [first, ...others] = connections;
  ctx.log.warn("queue.dead", { connections: connections.join(" ") });
  if (first !== undefined && others.length === 0) {
    await tellStuck(ctx, first, trigger);
    return;
  }
  const alone = connections.map((id) => ({
    body: { connections: [id], trigger, hasWaited: true },
  }));
  await sendMessages(ctx, alone, "the rest");
}
