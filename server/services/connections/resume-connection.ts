import type { Connection } from "../../../shared/connections.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { updateConnection } from "../../store/connections.ts";
import type { Actor } from "../identity/identity.ts";
import { requestSync } from "../sync/request-sync.ts";
import { getConnection } from "./get-connection.ts";
import { getOwnConnection } from "./view.ts";

/** Goes on where it stopped, at once. */
export async function resumeConnection(
  ctx: Context,
  actor: Actor,
  id: string,
): Promise<Connection> {
  const row = await getOwnConnection(ctx, actor, id);
  if (row.status === "needs_reconnect") {
    throw new AppError("CONFLICT", "Access has ended there. Reconnect it instead.");
  }
  if (row.status === "paused") {
    const now = ctx.now();
    await updateConnection(ctx.db, id, { status: "active", nextSyncAt: now, updatedAt: now });
    await requestSync(ctx, [id], "person");
  }
  return await getConnection(ctx, actor, id);
}
