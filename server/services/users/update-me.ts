import type { Me, meUpdate } from "../../../shared/me.ts";
import type * as z from "zod";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { updateUser } from "../../store/users.ts";
import type { Actor } from "../identity/identity.ts";
import { getMe } from "./get-me.ts";

export async function updateMe(
  ctx: Context,
  actor: Actor,
  change: z.infer<typeof meUpdate>,
): Promise<Me> {
  const stored = await updateUser(ctx.db, actor.userId, { ...change, updatedAt: ctx.now() });
  if (!stored) {
    throw new AppError("CONFLICT", `The handle ${change.handle ?? ""} is taken. Choose another.`, {
      field: "handle",
    });
  }
  return await getMe(ctx, actor);
}
