import type { Scope, TimelineEdits } from "../../../shared/timeline.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { listEdits as listRows } from "../../store/item-edits.ts";
import { readItems } from "../views/read-items.ts";
import { resolveView } from "../views/resolve-view.ts";
import type { Asker } from "../views/resolve-view.ts";
import { parseEntryId } from "./entry-id.ts";
import { toFreshness } from "./freshness.ts";

/** Some feeds change their texts at every look: nobody reads further back than this. */
const MOST_EDITS = 200;

/**
 * What an item said before, newest first. What is outside the view is as if it never was. A visitor gets
 * none: what it said may be what a profile leaves out, or from when it was private.
 */
export async function listEdits(
  ctx: Context,
  asker: Asker,
  { of, id }: { of?: Scope | undefined; id: string },
): Promise<TimelineEdits> {
  const view = await resolveView(ctx, asker, of);
  const name = parseEntryId(id);
  const item = name?.type === "item" ? await readItems(ctx, view, []).find(name) : null;
  if (item === null) throw new AppError("NOT_FOUND", "There is no such item.");
  const rows = view.isOwner ? await listRows(ctx.db, item, MOST_EDITS) : [];
  return {
    edits: rows.map(({ replacedAt, title, body }) => ({
      replacedAt: new Date(replacedAt).toISOString(),
      title,
      body,
    })),
    freshness: toFreshness(view),
  };
}
