import type * as z from "zod";
import type { profilePreviewInput } from "../../../shared/profiles.ts";
import type { TimelinePage } from "../../../shared/timeline.ts";
import type { Context } from "../../context.ts";
import { listTimeline } from "../timeline/list-timeline.ts";
import type { Asker } from "../views/resolve-view.ts";

/** Exactly what a visitor gets, whatever the profile's visibility: it is read as he would read it. */
export async function previewProfile(
  ctx: Context,
  asker: Asker,
  { id, ...input }: z.infer<typeof profilePreviewInput>,
): Promise<TimelinePage> {
  return await listTimeline(ctx, asker, { ...input, of: { profile: id } });
}
