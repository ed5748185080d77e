import type { Context } from "../../context.ts";
import type { SyncTrigger } from "../../sync-message.ts";
import { CONNECTIONS_PER_MESSAGE } from "../sync/budget.ts";
import { sendMessages } from "./send-messages.ts";
import type { Outgoing } from "./send-messages.ts";
import { syncEach } from "./sync-each.ts";

/** Where there is no queue somebody waits for the answer: after so long nothing more is begun. */
const LONGEST_INLINE_MS = 4000;

/**
 * Has these connections, which are due, synced soon: through the queue, or a little here and now where
 * there is none. What does not fit stays due, and the next tick goes on.
 */
export async function requestSync(
  ctx: Context,
  ids: readonly string[],
  trigger: SyncTrigger,
): Promise<void> {
  if (ctx.queue === null) await syncEach(ctx, ids, trigger, LONGEST_INLINE_MS);
  else await sendMessages(ctx, toMessages(ctx, ids, trigger), "asked for");
}

/** So many to a message as one invocation of the plan can check. */
export function toMessages(
  { config }: Pick<Context, "config">,
  ids: readonly string[],
  trigger: SyncTrigger,
): Outgoing[] {
  const size = CONNECTIONS_PER_MESSAGE[config.plan];
  return Array.from({ length: Math.ceil(ids.length / size) }, (_, at) => ({
    body: { connections: ids.slice(at * size, (at + 1) * size), trigger, hasWaited: false },
  }));
}
