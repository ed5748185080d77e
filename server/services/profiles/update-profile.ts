import type * as z from "zod";
import type { Profile, profileUpdate } from "../../../shared/profiles.ts";
import type { Context } from "../../context.ts";
import { updateProfile as updateRow } from "../../store/profiles.ts";
import type { Actor } from "../identity/identity.ts";
import { toTerms } from "../views/profile-terms.ts";
import { chosenConnections } from "./chosen-connections.ts";
import { getProfile } from "./get-profile.ts";
import { NO_LINK } from "./link.ts";
import { checkConnections } from "./own-connections.ts";
import { getOwnProfile, slugTaken } from "./view.ts";

/** What is not named stays as it is. A profile that is no longer unlisted has no link any more. */
export async function updateProfile(
  ctx: Context,
  actor: Actor,
  input: z.infer<typeof profileUpdate>,
): Promise<Profile> {
  const { id, filter, connections, ...fields } = input;
  const { profile, connections: own, filters } = await getOwnProfile(ctx, actor, id);
  const before = { connections: chosenConnections(profile), filter: toTerms(filters) };
  checkConnections(input, own, before);
  const hasLink = (input.visibility ?? profile.visibility) === "unlisted";
  const change = {
    ...fields,
    ...(connections !== undefined && {
      connections: connections && JSON.stringify([...new Set(connections)]),
    }),
    ...(hasLink ? {} : NO_LINK),
    updatedAt: ctx.now(),
  };
  const isStored = await updateRow(ctx.db, id, change, filter ?? null);
  if (!isStored) throw slugTaken(input.slug ?? profile.slug);
  return await getProfile(ctx, actor, id);
}
