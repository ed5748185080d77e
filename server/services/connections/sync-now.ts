import type { Connection } from "../../../shared/connections.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import type { StandingConnection } from "../../store/connections.ts";
import { serverOf } from "../../store/outage-key.ts";
import type { Actor } from "../identity/identity.ts";
import { findWait } from "../limits/own-wait.ts";
import { requestSync } from "../schedule/request-sync.ts";
import { changeConnection } from "./change-connection.ts";
import { getConnection } from "./get-connection.ts";
import { newEnoughUntil } from "./new-enough.ts";
import { getOwnConnection } from "./view.ts";

/**
 * Asks for a check at once. While a platform's limit or outage lasts, it keeps waiting: asking would only
 * lengthen it. One that is on its way is not asked for again.
 */
export async function syncNow(ctx: Context, actor: Actor, id: string): Promise<Connection> {
  const row = await getOwnConnection(ctx, actor, id);
  if (row.status === "paused") {
    throw new AppError("CONFLICT", "This connection is paused. Resume it first.");
  }
  if (row.status === "needs_reconnect") {
    throw new AppError(
      "CONFLICT",
      "Access has ended there. Reconnect it; then it syncs by itself.",
    );
  }
  const now = ctx.now();
  const isLimited = row.problemCode === "rate_limited" || row.problemCode === "cap_reached";
  const isWaiting = isLimited && row.nextSyncAt !== null && row.nextSyncAt > now;
  if (isWaiting || (await findWait(ctx, row)) !== null) {
    throw new AppError("LIMITED", row.problemMessage ?? "The platform asked us to wait.");
  }
  if (row.outageSince !== null) {
    const platform = ctx.platforms.find((one) => one.id === row.platform);
    const server = platform?.isByServer === true ? serverOf(row.externalId) : null;
    const name = server ?? platform?.name ?? "The platform";
    throw new AppError(
      "LIMITED",
      `${name} answers nobody at present, so it is not asked again for you alone. As soon as it answers, this goes on by itself.`,
    );
  }
  const isNew = newEnoughUntil(ctx, row.platform, row.lastCheckedAt) > now;
  if (isOnItsWay(ctx, row) || isNew) return await getConnection(ctx, actor, id);
  if (row.nextSyncAt === null || row.nextSyncAt > now) {
    await changeConnection(ctx, actor, row, { nextSyncAt: now });
  }
  await requestSync(ctx, [id], "person");
  return await getConnection(ctx, actor, id);
}

/** A run has it, or it is due and the queue brings one. */
function isOnItsWay({ queue, now }: Context, row: StandingConnection): boolean {
  const isHeld = row.leaseExpiresAt !== null && row.leaseExpiresAt > now();
  return isHeld || (queue !== null && row.nextSyncAt !== null && row.nextSyncAt <= now());
}
