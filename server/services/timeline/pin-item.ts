import type { Item } from "../../../shared/item.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { MOST_PINS, pinItem as pin, unpinItem as unpin } from "../../store/item-marks.ts";
import type { Actor } from "../identity/identity.ts";
import { findOwnItem, showOwnItem } from "./own-item.ts";

/** Pins an item for good, whatever is synced; pinned again, it stays where it is among the pins. */
export async function pinItem(ctx: Context, actor: Actor, id: string): Promise<{ item: Item }> {
  const row = await findOwnItem(ctx, actor, id);
  if (!(await pin(ctx.db, actor.userId, row, ctx.now()))) {
    throw new AppError(
      "LIMITED",
      `Up to ${MOST_PINS} items can be pinned. Take the pin off another first.`,
    );
  }
  return await showOwnItem(ctx, actor, id);
}

export async function unpinItem(ctx: Context, actor: Actor, id: string): Promise<{ item: Item }> {
  const row = await findOwnItem(ctx, actor, id);
  await unpin(ctx.db, actor.userId, row);
  return await showOwnItem(ctx, actor, id);
}
