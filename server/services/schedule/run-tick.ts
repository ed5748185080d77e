import type { Context } from "../../context.ts";
import { listDue } from "../../store/connection-leases.ts";
import { findLastTickDone, putLastTick } from "../../store/facts.ts";
import { deleteExpiredOAuthStates } from "../../store/oauth-states.ts";
import { deleteExpiredSessions } from "../../store/sessions.ts";
import { CONNECTIONS_PER_MESSAGE } from "../sync/budget.ts";
import { doChores } from "./do-chores.ts";
import { DUE_PER_PAGE, fanOut } from "./fan-out.ts";
import { syncEach } from "./sync-each.ts";
import { suspectsLast, takeTurns } from "./take-turns.ts";

/**
 * What the cron does: sends what is due, finishes what was cut off, forgets what has expired. Where there
 * is no queue it syncs what is due itself, with what the rest leaves of one invocation: there it deletes
 * in every second tick only, so that nobody's deletion takes the room of what others would find. One part
 * that fails does not stop the others; the tick fails then at its end.
 */
export async function runTick(ctx: Context): Promise<void> {
  const now = ctx.now();
  const before = ctx.meter.queries;
  const errors: unknown[] = [];
  const part = async <T>(name: string, act: () => Promise<T>): Promise<T | null> => {
    try {
      return await act();
    } catch (error) {
      ctx.log.error("tick.part_failed", error, { part: name });
      errors.push(error);
      return null;
    }
  };
  const sent = ctx.queue === null ? 0 : await part("fan-out", () => fanOut(ctx, now));
  const tidied = ctx.queue !== null || !((await findLastTickDone(ctx.db))?.tidied ?? false);
  if (tidied) await doChores(ctx, ctx.meter.queries - before, part);
  await part("states", () => deleteExpiredOAuthStates(ctx.db, now));
  await part("sessions", () => deleteExpiredSessions(ctx.db, now));
  // Before the syncs: they take what is left.
  if (errors.length === 0) {
    await part("last tick", () => putLastTick(ctx.db, now, { due: sent, tidied }));
  }
  if (ctx.queue === null) await part("syncs", () => syncDue(ctx, now));
  ctx.log.info("tick", { sent, ...ctx.meter });
  if (errors.length > 0) throw errors[0];
}

/** Of the longest waiting, one of each person in turn, as many as fit. */
async function syncDue(ctx: Context, now: number): Promise<void> {
  const page = { after: { at: 0, row: 0 }, until: now, now, limit: DUE_PER_PAGE };
  const due = (await listDue(ctx.db, page)).filter((row) => !row.isHeld);
  const most = 2 * CONNECTIONS_PER_MESSAGE[ctx.config.plan];
  const turns = suspectsLast(takeTurns(due).slice(0, most), now);
  await syncEach(
    ctx,
    turns.map((row) => row.id),
    "cron",
  );
}
