import type { Connection } from "../../../shared/connections.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import type { Actor } from "../identity/identity.ts";
import { changeConnection } from "./change-connection.ts";
import { getConnection } from "./get-connection.ts";
import { getOwnConnection } from "./view.ts";

/** Stops syncing; a run under way writes nothing more. What was gathered stays. */
export async function pauseConnection(ctx: Context, actor: Actor, id: string): Promise<Connection> {
  const row = await getOwnConnection(ctx, actor, id);
  if (row.status === "needs_reconnect") {
    throw new AppError("CONFLICT", "This connection already rests until it is reconnected.");
  }
  await changeConnection(
    ctx,
    actor,
    row,
    { status: "paused", nextSyncAt: null },
    { raiseFence: true },
  );
  return await getConnection(ctx, actor, id);
}
