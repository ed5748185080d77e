import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { beginDisconnect } from "../../store/connections.ts";
import type { Actor } from "../identity/identity.ts";
import { finishDisconnect } from "./finish-disconnects.ts";
import { NO_CONNECTION, getOwnConnection } from "./view.ts";

export interface Disconnected {
  readonly id: string;
  readonly itemsDeleted: number;
  /** False when the platform could not be told: the person can end the grant there himself. */
  readonly revoked: boolean;
}

/**
 * Ends the grant at the platform and deletes all that the connection brought, raw answers included.
 * It is gone from every list at once; what is not deleted then, the next ticks delete.
 */
export async function disconnectConnection(
  ctx: Context,
  actor: Actor,
  id: string,
): Promise<Disconnected> {
  await getOwnConnection(ctx, actor, id);
  // A run may have stored new tokens since, or claimed it: only what stands now does not change any more.
  const [row] = await beginDisconnect(ctx.db, { id }, ctx.now());
  if (row === undefined) throw new AppError("NOT_FOUND", NO_CONNECTION);
  const { revoked } = await finishDisconnect(ctx, row, { mayBeHeld: false });
  return { id, itemsDeleted: row.itemCount, revoked };
}
