import { noInput } from "../../../shared/no-input.ts";
import { me, meUpdate } from "../../../shared/me.ts";
import { getMe } from "../../services/users/get-me.ts";
import { updateMe } from "../../services/users/update-me.ts";
import { procedure, router } from "../init.ts";

export const meRouter = router({
  get: procedure
    .input(noInput)
    .output(me)
    .query(({ ctx }) => getMe(ctx.ctx, ctx.actor)),
  update: procedure
    .input(meUpdate)
    .output(me)
    .mutation(({ ctx, input }) => updateMe(ctx.ctx, ctx.actor, input)),
});
