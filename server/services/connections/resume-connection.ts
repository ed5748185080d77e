import type { Connection } from "../../../shared/connections.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import type { Actor } from "../identity/identity.ts";
import { requestSync } from "../schedule/request-sync.ts";
import { changeConnection } from "./change-connection.ts";
import { newEnoughUntil } from "./new-enough.ts";
import { getConnection } from "./get-connection.ts";
import { getOwnConnection } from "./view.ts";

/**
 * Goes on where it stopped, at once; where its platform told it to wait, it does so first. What uses up
 * what many share is not had sooner by pausing.
 */
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
    // A run that was stopped had asked, perhaps, and could not say so: the row tells when at the latest.
    const nextSyncAt = Math.max(now, newEnoughUntil(ctx, row.platform, row.updatedAt));
    await changeConnection(ctx, actor, row, { status: "active", nextSyncAt });
    if (nextSyncAt === now) await requestSync(ctx, [id], "person");
  }
  return await getConnection(ctx, actor, id);
}
