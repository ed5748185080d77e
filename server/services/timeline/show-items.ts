import type { TimelineShown } from "../../../shared/timeline.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { countOwnItems, showItems as showRows } from "../../store/person-hides.ts";
import type { ItemName } from "../../store/person-hides.ts";
import type { Actor } from "../identity/identity.ts";
import { DEFAULT_ZONE, getUser } from "../users/get-me.ts";
import { itemId, parseEntryId } from "./entry-id.ts";
import type { GroupKey } from "./entry-id.ts";
import { findMembers } from "./find-members.ts";
import { createGrouping } from "./grouping.ts";
import { hiddenReader } from "./hidden-reader.ts";

/** Each group is looked for by itself, day by day. */
const MOST_GROUPS = 10;

/**
 * Shows again what a person hid: items one by one, or all that is hidden of a group. What is gone there,
 * or hidden by a setting, stays away for that. Somebody else's is as if it never was.
 */
export async function showItems(
  ctx: Context,
  actor: Actor,
  ids: readonly string[],
): Promise<TimelineShown> {
  const names = ids.map(parseEntryId);
  const groups = names.filter((name) => name?.type === "group");
  if (groups.length > MOST_GROUPS) {
    throw new AppError("INVALID", `Up to ${MOST_GROUPS} groups are shown again at once.`, {
      field: "ids",
    });
  }
  const single = new Map(
    names.flatMap((name) => (name?.type === "item" ? [[itemId(name), name] as const] : [])),
  );
  const members = await Promise.all(groups.map((group) => findHidden(ctx, actor, group)));
  const isKnown =
    names.every((name) => name !== null) &&
    members.every((found) => found.length > 0) &&
    (await countOwnItems(ctx.db, actor.userId, [...single.values()])) === single.size;
  if (!isKnown) throw new AppError("NOT_FOUND", "There is nothing of that name to be shown again.");
  const all = [...single.values(), ...members.flat()];
  return { items: await showRows(ctx.db, actor.userId, all) };
}

async function findHidden(ctx: Context, actor: Actor, group: GroupKey): Promise<ItemName[]> {
  const { zone } = await getUser(ctx, actor);
  const grouping = createGrouping(ctx, zone ?? DEFAULT_ZONE);
  return await findMembers(grouping, group, hiddenReader(ctx, actor.userId).below);
}
