import type { Profile } from "../../../shared/profiles.ts";
import type { Context } from "../../context.ts";
import { listProfiles as listRows } from "../../store/profiles.ts";
import type { Actor } from "../identity/identity.ts";
import { toProfile } from "./view.ts";

/** The default one first, then oldest first. */
export async function listProfiles(ctx: Context, actor: Actor): Promise<Profile[]> {
  return (await listRows(ctx.db, actor.userId)).map(toProfile);
}
