import { noInput } from "../../../shared/no-input.ts";
import { eraseInput, me, meUpdate } from "../../../shared/me.ts";
import { cancelErase } from "../../services/users/cancel-erase.ts";
import { getMe } from "../../services/users/get-me.ts";
import { requestErase } from "../../services/users/request-erase.ts";
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
  erase: procedure
    .input(eraseInput)
    .output(me)
    .mutation(({ ctx, input }) => requestErase(ctx.ctx, ctx.actor, input)),
  cancelErase: procedure
    .input(noInput)
    .output(me)
    .mutation(({ ctx }) => cancelErase(ctx.ctx, ctx.actor)),
});
