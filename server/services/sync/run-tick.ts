import type { Context } from "../../context.ts";
import { listDue } from "../../store/connection-leases.ts";
import { putLastTick } from "../../store/facts.ts";
import { deleteExpiredOAuthStates } from "../../store/oauth-states.ts";
import { deleteExpiredSessions } from "../../store/sessions.ts";
import { finishDisconnects } from "../connections/finish-disconnects.ts";
import { finishErases } from "../users/finish-erases.ts";
import { requestSync } from "./request-sync.ts";

/** Connections that one tick looks at, per plan: what does not fit is first in line at the next. */
const DUE_PER_TICK = { free: 500, paid: 1000 } as const;
/** Without a queue a tick syncs by itself, within one invocation's budget. */
const DUE_INLINE = 20;

/** What the cron does: sends what is due, finishes what was cut off, forgets what has expired. */
export async function runTick(ctx: Context): Promise<void> {
  const now = ctx.now();
  const limit = ctx.queue === null ? DUE_INLINE : DUE_PER_TICK[ctx.config.plan];
  const due = await listDue(ctx.db, now, limit);
  await requestSync(
    ctx,
    due.map((one) => one.id),
    "cron",
  );
  await finishErases(ctx);
  await finishDisconnects(ctx);
  await deleteExpiredOAuthStates(ctx.db, now);
  await deleteExpiredSessions(ctx.db, now);
  await putLastTick(ctx.db, now, JSON.stringify({ due: due.length }));
  ctx.log.info("tick", { due: due.length });
}
