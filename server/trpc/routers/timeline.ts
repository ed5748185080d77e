import {
  buckets,
  bucketsInput,
  onThisDay,
  onThisDayInput,
  recap,
  recapInput,
  searchInput,
  searchPage,
  stats,
  statsInput,
  timelineEdits,
  timelineEntry,
  timelineGetInput,
  timelineHidden,
  timelineHiddenInput,
  timelineListInput,
  timelineMarked,
  timelineNoteInput,
  timelinePage,
  timelineReadInput,
  timelineShowInput,
  timelineShown,
  timelineWhy,
} from "../../../shared/timeline.ts";
import { getBuckets } from "../../services/numbers/get-buckets.ts";
import { getRecap } from "../../services/numbers/get-recap.ts";
import { getStats } from "../../services/numbers/get-stats.ts";
import { searchTimeline } from "../../services/search/search-timeline.ts";
import { listOnThisDay } from "../../services/numbers/list-on-this-day.ts";
import { explainEntry } from "../../services/timeline/explain-entry.ts";
import { getEntry } from "../../services/timeline/get-entry.ts";
import { hideEntry } from "../../services/timeline/hide-entry.ts";
import { listEdits } from "../../services/timeline/list-edits.ts";
import { listHidden } from "../../services/timeline/list-hidden.ts";
import { listTimeline } from "../../services/timeline/list-timeline.ts";
import { noteItem } from "../../services/timeline/note-item.ts";
import { pinItem, unpinItem } from "../../services/timeline/pin-item.ts";
import { showItems } from "../../services/timeline/show-items.ts";
import { joinItem, splitItem } from "../../services/timeline/split-item.ts";
import { procedure, reading, router } from "../init.ts";

export const timelineRouter = router({
  list: reading
    .input(timelineListInput.prefault({}))
    .output(timelinePage)
    .query(({ ctx, input }) => listTimeline(ctx.ctx, ctx.asker, input)),
  search: reading
    .input(searchInput)
    .output(searchPage)
    .query(({ ctx, input }) => searchTimeline(ctx.ctx, ctx.asker, input)),
  get: reading
    .input(timelineReadInput)
    .output(timelineEntry)
    .query(({ ctx, input }) => getEntry(ctx.ctx, ctx.asker, input)),
  why: reading
    .input(timelineReadInput)
    .output(timelineWhy)
    .query(({ ctx, input }) => explainEntry(ctx.ctx, ctx.asker, input)),
  edits: reading
    .input(timelineReadInput)
    .output(timelineEdits)
    .query(({ ctx, input }) => listEdits(ctx.ctx, ctx.asker, input)),
  hide: procedure
    .input(timelineGetInput)
    .output(timelineHidden)
    .mutation(({ ctx, input }) => hideEntry(ctx.ctx, ctx.actor, input.id)),
  show: procedure
    .input(timelineShowInput)
    .output(timelineShown)
    .mutation(({ ctx, input }) => showItems(ctx.ctx, ctx.actor, input.ids)),
  hidden: procedure
    .input(timelineHiddenInput.prefault({}))
    .output(timelinePage)
    .query(({ ctx, input }) => listHidden(ctx.ctx, ctx.actor, input)),
  pin: procedure
    .input(timelineGetInput)
    .output(timelineMarked)
    .mutation(({ ctx, input }) => pinItem(ctx.ctx, ctx.actor, input.id)),
  unpin: procedure
    .input(timelineGetInput)
    .output(timelineMarked)
    .mutation(({ ctx, input }) => unpinItem(ctx.ctx, ctx.actor, input.id)),
  note: procedure
    .input(timelineNoteInput)
    .output(timelineMarked)
    .mutation(({ ctx, input }) => noteItem(ctx.ctx, ctx.actor, input)),
  split: procedure
    .input(timelineGetInput)
    .output(timelineMarked)
    .mutation(({ ctx, input }) => splitItem(ctx.ctx, ctx.actor, input.id)),
  join: procedure
    .input(timelineGetInput)
    .output(timelineMarked)
    .mutation(({ ctx, input }) => joinItem(ctx.ctx, ctx.actor, input.id)),
  buckets: reading
    .input(bucketsInput)
    .output(buckets)
    .query(({ ctx, input }) => getBuckets(ctx.ctx, ctx.asker, input)),
  stats: reading
    .input(statsInput)
    .output(stats)
    .query(({ ctx, input }) => getStats(ctx.ctx, ctx.asker, input)),
  recap: reading
    .input(recapInput)
    .output(recap)
    .query(({ ctx, input }) => getRecap(ctx.ctx, ctx.asker, input)),
  onThisDay: reading
    .input(onThisDayInput)
    .output(onThisDay)
    .query(({ ctx, input }) => listOnThisDay(ctx.ctx, ctx.asker, input)),
});
