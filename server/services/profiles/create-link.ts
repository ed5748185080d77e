import type { Profile } from "../../../shared/profiles.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { updateProfile } from "../../store/profiles.ts";
import type { Actor } from "../identity/identity.ts";
import { getProfile } from "./get-profile.ts";
import { makeLink } from "./link.ts";
import { getOwnProfile } from "./view.ts";

/** A new secret address for an unlisted profile; the one before it leads nowhere from then on. */
export async function createLink(
  ctx: Context,
  actor: Actor,
  input: { id: string; expiresAt: string | null },
): Promise<Profile> {
  const { profile } = await getOwnProfile(ctx, actor, input.id);
  const now = ctx.now();
  const expiresAt = input.expiresAt === null ? null : Date.parse(input.expiresAt);
  if (expiresAt !== null && expiresAt <= now) {
    throw new AppError("INVALID", "A link ends in the future, or never.", { field: "expiresAt" });
  }
  if (profile.visibility !== "unlisted") {
    throw new AppError("CONFLICT", "Only an unlisted profile has a link. Make it unlisted first.", {
      field: "visibility",
    });
  }
  const link = await makeLink(ctx, profile.id, expiresAt);
  await updateProfile(ctx.db, profile.id, { ...link, updatedAt: now }, null);
  return await getProfile(ctx, actor, profile.id);
}
