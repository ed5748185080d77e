import type { Me } from "../../../shared/me.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { putEraseAt } from "../../store/erase-user.ts";
import type { Actor } from "../identity/identity.ts";
import { getMe, getUser } from "./get-me.ts";

/** How long a person has to think better of it. */
const GRACE_MS = 24 * 3_600_000;

/**
 * Has all that is a person's erased after a day of grace. Until then everything stays and goes on, so
 * that nothing is missing if he keeps it. Asked again, the time stays.
 */
export async function requestErase(
  ctx: Context,
  actor: Actor,
  input: { handle: string },
): Promise<Me> {
  const user = await getUser(ctx, actor);
  if (input.handle !== user.handle) {
    const message = `This is not your handle, so nothing is erased. Yours is ${user.handle}.`;
    throw new AppError("INVALID", message, { field: "handle" });
  }
  await putEraseAt(ctx.db, user.id, ctx.now() + GRACE_MS);
  ctx.log.info("erase.requested", { user: user.id });
  return await getMe(ctx, actor);
}
