import type { Me, meUpdate } from "../../../shared/me.ts";
import type * as z from "zod";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import type { Actor } from "../identity/identity.ts";
import { changeUser } from "./change-user.ts";
import { getMe } from "./get-me.ts";

export async function updateMe(
  ctx: Context,
  actor: Actor,
  change: z.infer<typeof meUpdate>,
): Promise<Me> {
  const stored = await changeUser(ctx, actor.userId, change);
  if (!stored) {
    throw new AppError("CONFLICT", `The handle ${change.handle ?? ""} is taken. Choose another.`, {
      field: "handle",
    });
  }
  return await getMe(ctx, actor);
}
