import type { Profile } from "../../../shared/profiles.ts";
import type { Context } from "../../context.ts";
import { updateProfile } from "../../store/profiles.ts";
import type { Actor } from "../identity/identity.ts";
import { getProfile } from "./get-profile.ts";
import { NO_LINK } from "./link.ts";
import { getOwnProfile } from "./view.ts";

/** From then on nobody sees the profile by a link; a profile that has none stays as it is. */
export async function revokeLink(ctx: Context, actor: Actor, id: string): Promise<Profile> {
  const { profile } = await getOwnProfile(ctx, actor, id);
  await updateProfile(ctx.db, profile.id, { ...NO_LINK, updatedAt: ctx.now() }, null);
  return await getProfile(ctx, actor, profile.id);
}
