import * as z from "zod";
import { noInput } from "../../../shared/no-input.ts";
import { profile, profileCreate, profileId, profileUpdate } from "../../../shared/profiles.ts";
import { createProfile } from "../../services/profiles/create-profile.ts";
import { deleteProfile } from "../../services/profiles/delete-profile.ts";
import { listProfiles } from "../../services/profiles/list-profiles.ts";
import { updateProfile } from "../../services/profiles/update-profile.ts";
import { procedure, router } from "../init.ts";

export const profilesRouter = router({
  list: procedure
    .input(noInput)
    .output(z.array(profile))
    .query(({ ctx }) => listProfiles(ctx.ctx, ctx.actor)),
  create: procedure
    .input(profileCreate)
    .output(profile)
    .mutation(({ ctx, input }) => createProfile(ctx.ctx, ctx.actor, input)),
  update: procedure
    .input(profileUpdate)
    .output(profile)
    .mutation(({ ctx, input }) => updateProfile(ctx.ctx, ctx.actor, input)),
  delete: procedure
    .input(profileId)
    .output(profileId)
    .mutation(({ ctx, input }) => deleteProfile(ctx.ctx, ctx.actor, input.id)),
});
