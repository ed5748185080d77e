import type { TimelineEdits } from "../../../shared/timeline.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { listEdits as listRows } from "../../store/item-edits.ts";
import { listConnections } from "../../store/connections.ts";
import { findItem } from "../../store/items.ts";
import type { Actor } from "../identity/identity.ts";
import { parseEntryId } from "./entry-id.ts";
import { toFreshness } from "./freshness.ts";

/** Some feeds change their texts at every look: nobody reads further back than this. */
const MOST_EDITS = 200;

/** What an item said before, newest first. What is hidden, or somebody else's, is as if it never was. */
export async function listEdits(ctx: Context, actor: Actor, id: string): Promise<TimelineEdits> {
  const name = parseEntryId(id);
  const item = name?.type === "item" ? await findItem(ctx.db, actor.userId, name) : null;
  if (item === null) throw new AppError("NOT_FOUND", "There is no such item.");
  const rows = await listRows(ctx.db, item, MOST_EDITS);
  return {
    edits: rows.map(({ replacedAt, title, body }) => ({
      replacedAt: new Date(replacedAt).toISOString(),
      title,
      body,
    })),
    freshness: toFreshness(await listConnections(ctx.db, actor.userId)),
  };
}
