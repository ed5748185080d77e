import type * as z from "zod";
import type { Profile, profileUpdate } from "../../../shared/profiles.ts";
import type { Context } from "../../context.ts";
import { updateProfile as updateRow } from "../../store/profiles.ts";
import type { Actor } from "../identity/identity.ts";
import { getOwnProfile, slugTaken, toProfile } from "./view.ts";

export async function updateProfile(
  ctx: Context,
  actor: Actor,
  input: z.infer<typeof profileUpdate>,
): Promise<Profile> {
  const { id, name, slug, description } = input;
  const change = {
    ...(name && { name }),
    ...(slug && { slug }),
    ...(description !== undefined && { description }),
  };
  const row = await getOwnProfile(ctx, actor, id);
  const stored = await updateRow(ctx.db, row.id, { ...change, updatedAt: ctx.now() });
  if (!stored) throw slugTaken(change.slug ?? row.slug);
  return toProfile(await getOwnProfile(ctx, actor, id));
}
