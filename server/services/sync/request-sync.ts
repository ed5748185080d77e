import type { Context } from "../../context.ts";
import { syncEach } from "./sync-each.ts";
import { CONNECTIONS_PER_MESSAGE } from "../../sync-message.ts";
import type { SyncTrigger } from "../../sync-message.ts";

/**
 * Has these connections synced soon: through the queue, or here and now where there is none. What does
 * not fit into one invocation then stays due, and the next tick goes on.
 */
export async function requestSync(
  ctx: Context,
  ids: readonly string[],
  trigger: SyncTrigger,
): Promise<void> {
  if (ctx.queue === null) {
    await syncEach(ctx, ids, trigger);
    return;
  }
  for (let at = 0; at < ids.length; at += CONNECTIONS_PER_MESSAGE) {
    const connections = ids.slice(at, at + CONNECTIONS_PER_MESSAGE);
    await ctx.queue.send({ connections, trigger, hasWaited: false });
  }
}
