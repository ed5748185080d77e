import type { SharedProfile } from "../../../shared/profiles.ts";
import type { Scope } from "../../../shared/timeline.ts";
import type { Context } from "../../context.ts";
import { toPlatformFace } from "../connections/platform-face.ts";
import { toFreshness } from "../timeline/freshness.ts";
import { resolveProfile } from "../views/resolve-view.ts";
import type { Asker } from "../views/resolve-view.ts";

/** A profile as it tells a visitor about itself; its owner, who names it by its id, gets the same. */
export async function getSharedProfile(
  ctx: Context,
  asker: Asker,
  { of }: { of: Scope },
): Promise<SharedProfile> {
  const view = await resolveProfile(ctx, asker, of);
  const { profile, user, zone } = view;
  return {
    name: profile.name,
    description: profile.description,
    theme: profile.theme,
    zone,
    person: { handle: user.handle, name: user.name },
    // All there are: a choice of them would tell of sources that show nothing.
    platforms: ctx.platforms.map(toPlatformFace),
    freshness: toFreshness(view),
  };
}
