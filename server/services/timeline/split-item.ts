import type { Item } from "../../../shared/item.ts";
import type { Context } from "../../context.ts";
import { splitItem as split } from "../../store/item-marks.ts";
import type { Actor } from "../identity/identity.ts";
import { findOwnItem, showOwnItem } from "./own-item.ts";

/** Makes an item an entry of its own for good, whatever says the same on other platforms. */
export async function splitItem(ctx: Context, actor: Actor, id: string): Promise<{ item: Item }> {
  await split(ctx.db, actor.userId, await findOwnItem(ctx, actor, id), true);
  return await showOwnItem(ctx, actor, id);
}

/** Takes that back. */
export async function joinItem(ctx: Context, actor: Actor, id: string): Promise<{ item: Item }> {
  await split(ctx.db, actor.userId, await findOwnItem(ctx, actor, id), false);
  return await showOwnItem(ctx, actor, id);
}
