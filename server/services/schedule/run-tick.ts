import type { Context } from "../../context.ts";
import { listDue } from "../../store/connection-leases.ts";
import { putLastTick } from "../../store/facts.ts";
import { deleteExpiredOAuthStates } from "../../store/oauth-states.ts";
import { deleteExpiredSessions } from "../../store/sessions.ts";
import { finishDisconnects } from "../connections/finish-disconnects.ts";
import { goOnCounting } from "../counting/go-on-counting.ts";
import { goOnProfileCounts } from "../numbers/go-on-profile-counts.ts";
import { indexAnew } from "../search/index-anew.ts";
import { finishErases } from "../users/finish-erases.ts";
import { CONNECTIONS_PER_MESSAGE } from "../sync/budget.ts";
import { DUE_PER_PAGE, fanOut } from "./fan-out.ts";
import { syncEach } from "./sync-each.ts";
import { suspectsLast, takeTurns } from "./take-turns.ts";

/**
 * What the cron does: sends what is due, finishes what was cut off, forgets what has expired. Where there
 * is no queue it syncs what is due itself, with what the rest leaves of one invocation. One part that
 * fails does not stop the others; the tick fails then at its end.
 */
export async function runTick(ctx: Context): Promise<void> {
  const now = ctx.now();
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
  await part("erases", () => finishErases(ctx));
  await part("disconnects", () => finishDisconnects(ctx));
  await part("counting", () => goOnCounting(ctx));
  await part("search", () => indexAnew(ctx));
  await part("states", () => deleteExpiredOAuthStates(ctx.db, now));
  await part("sessions", () => deleteExpiredSessions(ctx.db, now));
  await part("profile counts", () => goOnProfileCounts(ctx));
  // Before the syncs: they take what is left.
  if (errors.length === 0) {
    await part("last tick", () => putLastTick(ctx.db, now, JSON.stringify({ due: sent })));
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
