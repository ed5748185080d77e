import type { Item } from "../../../shared/item.ts";
import type { Context } from "../../context.ts";
import { noteItem as note } from "../../store/item-marks.ts";
import type { Actor } from "../identity/identity.ts";
import { findOwnItem, showOwnItem } from "./own-item.ts";

/** Writes beside an item what only its owner reads; an empty text takes it away. */
export async function noteItem(
  ctx: Context,
  actor: Actor,
  { id, text }: { id: string; text: string },
): Promise<{ item: Item }> {
  const row = await findOwnItem(ctx, actor, id);
  await note(ctx.db, actor.userId, row, text === "" ? null : text);
  return await showOwnItem(ctx, actor, id);
}
