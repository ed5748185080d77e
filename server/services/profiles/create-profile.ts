import type * as z from "zod";
import type { Profile, profileCreate } from "../../../shared/profiles.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { listConnections } from "../../store/connections.ts";
import { insertProfile, listProfiles } from "../../store/profiles.ts";
import type { Actor } from "../identity/identity.ts";
import { getProfile } from "./get-profile.ts";
import { checkConnections } from "./own-connections.ts";
import { slugTaken } from "./view.ts";

const MOST_PROFILES = 50;

export async function createProfile(
  ctx: Context,
  actor: Actor,
  input: z.infer<typeof profileCreate>,
): Promise<Profile> {
  const { filter, connections, ...fields } = input;
  checkConnections(input, await listConnections(ctx.db, actor.userId), {});
  if ((await listProfiles(ctx.db, actor.userId)).length >= MOST_PROFILES) {
    throw new AppError("LIMITED", `${MOST_PROFILES} profiles is the most. Delete one first.`);
  }
  const now = ctx.now();
  const row = {
    ...fields,
    id: ctx.newId(),
    userId: actor.userId,
    connections: connections && JSON.stringify([...new Set(connections)]),
    isDefault: false,
    createdAt: now,
    updatedAt: now,
  };
  if (!(await insertProfile(ctx.db, row, filter))) throw slugTaken(row.slug);
  return await getProfile(ctx, actor, row.id);
}
