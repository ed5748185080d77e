import * as z from "zod";
import { noInput } from "../../../shared/no-input.ts";
import {
  profile,
  profileCreate,
  profileId,
  profileLinkInput,
  profilePreview,
  profilePreviewInput,
  profileUpdate,
  sharedProfile,
  sharedProfileInput,
} from "../../../shared/profiles.ts";
import { createLink } from "../../services/profiles/create-link.ts";
import { createProfile } from "../../services/profiles/create-profile.ts";
import { deleteProfile } from "../../services/profiles/delete-profile.ts";
import { getProfile } from "../../services/profiles/get-profile.ts";
import { getSharedProfile } from "../../services/profiles/get-shared-profile.ts";
import { listProfiles } from "../../services/profiles/list-profiles.ts";
import { previewProfile } from "../../services/profiles/preview-profile.ts";
import { revokeLink } from "../../services/profiles/revoke-link.ts";
import { updateProfile } from "../../services/profiles/update-profile.ts";
import { procedure, reading, router } from "../init.ts";

export const profilesRouter = router({
  list: procedure
    .input(noInput)
    .output(z.array(profile))
    .query(({ ctx }) => listProfiles(ctx.ctx, ctx.actor)),
  get: procedure
    .input(profileId)
    .output(profile)
    .query(({ ctx, input }) => getProfile(ctx.ctx, ctx.actor, input.id)),
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
  createLink: procedure
    .input(profileLinkInput)
    .output(profile)
    .mutation(({ ctx, input }) => createLink(ctx.ctx, ctx.actor, input)),
  revokeLink: procedure
    .input(profileId)
    .output(profile)
    .mutation(({ ctx, input }) => revokeLink(ctx.ctx, ctx.actor, input.id)),
  shared: reading
    .input(sharedProfileInput)
    .output(sharedProfile)
    .query(({ ctx, input }) => getSharedProfile(ctx.ctx, ctx.asker, input)),
  preview: reading
    .input(profilePreviewInput)
    .output(profilePreview)
    .query(({ ctx, input }) => previewProfile(ctx.ctx, ctx.asker, input)),
});
