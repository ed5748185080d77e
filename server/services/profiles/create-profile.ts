import type { Profile } from "../../../shared/profiles.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { insertProfile, listProfiles } from "../../store/profiles.ts";
import type { Actor } from "../identity/identity.ts";
import { getOwnProfile, slugTaken, toProfile } from "./view.ts";

const MOST_PROFILES = 50;

export async function createProfile(
  ctx: Context,
  actor: Actor,
  input: { name: string; slug: string; description: string },
): Promise<Profile> {
  if ((await listProfiles(ctx.db, actor.userId)).length >= MOST_PROFILES) {
    throw new AppError("LIMITED", `${MOST_PROFILES} profiles is the most. Delete one first.`);
  }
  const now = ctx.now();
  const id = ctx.newId();
  const { name, slug, description } = input;
  const row = {
    id,
    userId: actor.userId,
    name,
    slug,
    description,
    isDefault: false,
    createdAt: now,
    updatedAt: now,
  };
  if (!(await insertProfile(ctx.db, row))) throw slugTaken(slug);
  return toProfile(await getOwnProfile(ctx, actor, id));
}
