import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { updateConnection } from "../../store/connections.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import type { Actor } from "../identity/identity.ts";
import { getOwnConnection } from "./view.ts";

/**
 * Changes a connection that is still in the status it was read in. It may have been paused, reconnected
 * or disconnected since: then nothing is written, and the person is told.
 */
export async function changeConnection(
  ctx: Context,
  actor: Actor,
  { id, status }: Pick<ConnectionRow, "id" | "status">,
  change: Pick<Partial<ConnectionRow>, "status" | "nextSyncAt">,
  options: { raiseFence?: boolean } = {},
): Promise<void> {
  const isChanged = await updateConnection(
    ctx.db,
    id,
    { ...change, updatedAt: ctx.now() },
    { ...options, whileStatus: status },
  );
  if (isChanged) return;
  await getOwnConnection(ctx, actor, id);
  throw new AppError(
    "CONFLICT",
    "This connection was changed elsewhere in the meantime. Look at it again, then try once more.",
  );
}
