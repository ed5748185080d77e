import type { Profile } from "../../../shared/profiles.ts";
import type { Context } from "../../context.ts";
import type { Actor } from "../identity/identity.ts";
import { getOwnProfile, toProfile } from "./view.ts";

export async function getProfile(ctx: Context, actor: Actor, id: string): Promise<Profile> {
  const { profile, filters } = await getOwnProfile(ctx, actor, id);
  return await toProfile(ctx, profile, filters);
}
