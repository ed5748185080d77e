import type { Profile } from "../../../shared/profiles.ts";
import type { Context } from "../../context.ts";
import { listProfileFilters } from "../../store/profile-filters.ts";
import { listProfiles as listRows } from "../../store/profiles.ts";
import type { Actor } from "../identity/identity.ts";
import { toProfile } from "./view.ts";

/** The default one first, then oldest first. */
export async function listProfiles(ctx: Context, actor: Actor): Promise<Profile[]> {
  const [rows, filters] = await Promise.all([
    listRows(ctx.db, actor.userId),
    listProfileFilters(ctx.db, actor.userId),
  ]);
  const ofProfile = Map.groupBy(filters, ({ profileId }) => profileId);
  return await Promise.all(rows.map((row) => toProfile(ctx, row, ofProfile.get(row.id) ?? [])));
}
