import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { deleteProfile as deleteRow } from "../../store/profiles.ts";
import type { Actor } from "../identity/identity.ts";
import { getOwnProfile } from "./view.ts";

export async function deleteProfile(
  ctx: Context,
  actor: Actor,
  id: string,
): Promise<{ id: string }> {
  const { profile } = await getOwnProfile(ctx, actor, id);
  if (profile.isDefault) {
    throw new AppError(
      "CONFLICT",
      "The default profile stays. Rename it if its name does not fit.",
    );
  }
  await deleteRow(ctx.db, profile.id);
  return { id };
}
