import type { Context } from "../../context.ts";
import { beginDisconnect, hasConnections } from "../../store/connections.ts";
import { beginErase, endErase, listErasing, putEraseTried } from "../../store/erase-user.ts";
import type { Erasing } from "../../store/erase-user.ts";

/** What was under way for a person when his sessions ended is over after this. */
const SETTLED_AFTER_MS = 2 * 60_000;

/**
 * Erases those whose day of grace is over, a step a tick: first nobody is signed in as them and their
 * connections end as by disconnecting (`finishDisconnects`); once none is left, the rest goes at once. A
 * tick looks at two and finishes with one of them; whoever cannot be erased comes behind the others.
 */
export async function finishErases(ctx: Context): Promise<void> {
  const now = ctx.now();
  for (const person of await listErasing(ctx.db, now)) {
    try {
      // Before it is tried: it may be what ends the tick.
      if (person.hasBegun) await putEraseTried(ctx.db, person, now);
      if (await goOn(ctx, person, now)) return;
    } catch (error) {
      ctx.log.error("erase.unforeseen", error, { user: person.id });
      if (!person.hasBegun) await putEraseTried(ctx.db, person, now);
    }
  }
}

/** True once nothing is left. */
async function goOn(
  ctx: Context,
  { id, hasBegun, updatedAt }: Erasing,
  now: number,
): Promise<boolean> {
  if (!hasBegun) {
    await beginErase(ctx.db, id, now);
    return false;
  }
  if (await hasConnections(ctx.db, id)) {
    // One may have been added by a request that was under way.
    await beginDisconnect(ctx.db, { userId: id }, now);
    return false;
  }
  if (updatedAt + SETTLED_AFTER_MS > now || !(await endErase(ctx.db, id))) return false;
  ctx.log.info("erase.finished", { user: id });
  return true;
}
