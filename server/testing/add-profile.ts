import type { Context } from "../context.ts";
import { insertProfile } from "../store/profiles.ts";
import type { NewProfile, NewTerm } from "../store/profiles.ts";
import type { Actor } from "../services/identity/identity.ts";

/** A public profile of somebody's, with whatever columns and terms a test wants; answers its id. */
export async function addProfile(
  ctx: Context,
  actor: Actor,
  slug: string,
  { terms = [], ...columns }: Partial<NewProfile> & { terms?: readonly NewTerm[] } = {},
): Promise<string> {
  const id = ctx.newId();
  const named = { id, userId: actor.userId, slug, name: slug, description: "", isDefault: false };
  const row = { ...named, visibility: "public" as const, createdAt: 1, updatedAt: 1, ...columns };
  if (!(await insertProfile(ctx.db, row, terms))) throw new Error(`${slug} is taken.`);
  return id;
}
