import type { Me } from "../../../shared/me.ts";
import type { Context } from "../../context.ts";
import { dropEraseAt } from "../../store/erase-user.ts";
import type { Actor } from "../identity/identity.ts";
import { getMe } from "./get-me.ts";

/** Takes back that everything is to be erased. Once the time is over nobody is signed in who could. */
export async function cancelErase(ctx: Context, actor: Actor): Promise<Me> {
  const isKept = await dropEraseAt(ctx.db, actor.userId, ctx.now());
  if (isKept) ctx.log.info("erase.cancelled", { user: actor.userId });
  return await getMe(ctx, actor);
}
