import type { Connection } from "../../../shared/connections.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { updateConnection } from "../../store/connections.ts";
import type { Actor } from "../identity/identity.ts";
import { requestSync } from "../sync/request-sync.ts";
import { getConnection } from "./get-connection.ts";
import { getOwnConnection } from "./view.ts";

/**
 * Asks for a check at once. While a platform's limit or outage lasts, it keeps waiting: asking would only
 * lengthen it.
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
  if (isLimited && row.nextSyncAt !== null && row.nextSyncAt > now) {
    throw new AppError("LIMITED", row.problemMessage ?? "The platform asked us to wait.");
  }
  if (row.outageSince !== null) {
    const name = ctx.platforms.find((one) => one.id === row.platform)?.name ?? "The platform";
    throw new AppError(
      "LIMITED",
      `${name} answers nobody at present, so it is not asked again for you alone. As soon as it answers, this goes on by itself.`,
    );
  }
  if (row.nextSyncAt === null || row.nextSyncAt > now) {
    await updateConnection(ctx.db, id, { nextSyncAt: now, updatedAt: now });
  }
  await requestSync(ctx, [id], "person");
  return await getConnection(ctx, actor, id);
}
