import type { Connection } from "../../../shared/connections.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { updateConnection } from "../../store/connections.ts";
import type { Actor } from "../identity/identity.ts";
import { requestSync } from "../sync/request-sync.ts";
import { getConnection } from "./get-connection.ts";
import { getOwnConnection } from "./view.ts";

/** Asks for a check at once. While a platform's limit lasts, it keeps waiting: asking would only lengthen it. */
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
  if (row.problemCode === "rate_limited" && row.nextSyncAt !== null && row.nextSyncAt > now) {
    throw new AppError("LIMITED", row.problemMessage ?? "The platform asked us to wait.");
  }
  if (row.nextSyncAt === null || row.nextSyncAt > now) {
    await updateConnection(ctx.db, id, { nextSyncAt: now, updatedAt: now });
  }
  await requestSync(ctx, [id], "person");
  return await getConnection(ctx, actor, id);
}
