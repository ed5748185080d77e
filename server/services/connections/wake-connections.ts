import type { Context } from "../../context.ts";
import { wakeConnections as wake } from "../../store/connection-leases.ts";
import type { Actor } from "../identity/identity.ts";
import { requestSync } from "../schedule/request-sync.ts";

/** What was looked at since is new enough for somebody who comes back. */
const NEW_ENOUGH_MS = 5 * 60_000;

/**
 * Somebody is looking: those of his connections that rest because they were quiet are checked at once. A
 * limit, a back-off or an outage is waited for as before. Without a queue the next tick does it: whoever
 * opens the app does not wait for it.
 */
export async function wakeConnections(ctx: Context, actor: Actor): Promise<{ woken: number }> {
  const now = ctx.now();
  const checkedBefore = now - NEW_ENOUGH_MS;
  const ids = await wake(ctx.db, actor.userId, { now, checkedBefore });
  if (ids.length > 0 && ctx.queue !== null) await requestSync(ctx, ids, "person");
  return { woken: ids.length };
}
