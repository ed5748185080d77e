import type { TimelineHidden } from "../../../shared/timeline.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { HIDDEN } from "../../store/hidden-items.ts";
import { findItem } from "../../store/items.ts";
import type { ItemRow } from "../../store/items.ts";
import { hideItems } from "../../store/person-hides.ts";
import { isTwin } from "../../store/twins.ts";
import type { Actor } from "../identity/identity.ts";
import { readItems } from "../views/read-items.ts";
import { resolveView } from "../views/resolve-view.ts";
import { itemId, parseEntryId } from "./entry-id.ts";
import type { EntryId } from "./entry-id.ts";
import { findMembers } from "./find-members.ts";
import { createGrouping } from "./grouping.ts";
import { hiddenReader } from "./hidden-reader.ts";

/**
 * Hides an item, or a group as it stands now, whatever is synced from then on: what comes later is
 * another thing. What says the same on other platforms is hidden with it. What lies inside an item is not seen without it, and needs no hiding of its own. The
 * answer names what was hidden, for it to be shown again. Hidden again, it says the same.
 */
export async function hideEntry(ctx: Context, actor: Actor, id: string): Promise<TimelineHidden> {
  const items = await findItems(ctx, actor, parseEntryId(id));
  if (items.length === 0) throw new AppError("NOT_FOUND", "There is no such entry.");
  await hideItems(ctx.db, actor.userId, items);
  return { ids: items.map(itemId) };
}

async function findItems(ctx: Context, actor: Actor, name: EntryId | null): Promise<ItemRow[]> {
  if (name === null) return [];
  const view = await resolveView(ctx, () => Promise.resolve(actor), undefined);
  const reader = readItems(ctx, view, []);
  const userId = view.user.id;
  if (name.type === "item") {
    const item = await reader.find(name);
    if (item !== null) return isTwin(item) ? await reader.twins([item]) : [item];
    const hidden = await findItem(ctx.db, userId, name, HIDDEN.person);
    return hidden === null ? [] : [hidden];
  }
  const grouping = createGrouping(ctx, view.zone);
  const shown = await findMembers(grouping, name, reader.below);
  if (shown.length > 0) return shown;
  return await findMembers(grouping, name, hiddenReader(ctx, userId).below);
}
