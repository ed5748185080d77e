import {
  timelineEdits,
  timelineEntry,
  timelineGetInput,
  timelineListInput,
  timelinePage,
} from "../../../shared/timeline.ts";
import { getEntry } from "../../services/timeline/get-entry.ts";
import { listEdits } from "../../services/timeline/list-edits.ts";
import { listTimeline } from "../../services/timeline/list-timeline.ts";
import { procedure, router } from "../init.ts";

export const timelineRouter = router({
  list: procedure
    .input(timelineListInput.prefault({}))
    .output(timelinePage)
    .query(({ ctx, input }) => listTimeline(ctx.ctx, ctx.actor, input)),
  get: procedure
    .input(timelineGetInput)
    .output(timelineEntry)
    .query(({ ctx, input }) => getEntry(ctx.ctx, ctx.actor, input.id)),
  edits: procedure
    .input(timelineGetInput)
    .output(timelineEdits)
    .query(({ ctx, input }) => listEdits(ctx.ctx, ctx.actor, input.id)),
});
