import type { Context } from "../../context.ts";
import { beginDisconnect, hasConnections } from "../../store/connections.ts";
import { beginErase, endErase, listErasing } from "../../store/erase-user.ts";

/** People that one tick looks at; it finishes with one of them. */
const PER_TICK = 2;
/** What was under way for a person when his sessions ended is over after this. */
const SETTLED_AFTER_MS = 2 * 60_000;

/**
 * Erases those whose day of grace is over, a step a tick: first nobody is signed in as them and their
 * connections end as by disconnecting (`finishDisconnects`); once none is left, the rest goes at once.
 */
export async function finishErases(ctx: Context): Promise<void> {
  const now = ctx.now();
  for (const { id, hasBegun, updatedAt } of await listErasing(ctx.db, now, PER_TICK)) {
    if (!hasBegun) {
      await beginErase(ctx.db, id, now);
    } else if (await hasConnections(ctx.db, id)) {
      // One may have been added by a request that was under way.
      await beginDisconnect(ctx.db, { userId: id }, now);
    } else if (updatedAt + SETTLED_AFTER_MS <= now && (await endErase(ctx.db, id))) {
      ctx.log.info("erase.finished", { user: id });
      return;
    }
  }
}
