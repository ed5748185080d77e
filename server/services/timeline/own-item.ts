import type { Item } from "../../../shared/item.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { findItem } from "../../store/items.ts";
import type { ItemRow } from "../../store/items.ts";
import type { Actor } from "../identity/identity.ts";
import { parseEntryId } from "./entry-id.ts";
import { toItem } from "./to-entry.ts";

/** An item of one's own that is seen; what is not, or is somebody else's, is as if it never was. */
export async function findOwnItem(ctx: Context, actor: Actor, id: string): Promise<ItemRow> {
  const name = parseEntryId(id);
  const row = name?.type === "item" ? await findItem(ctx.db, actor.userId, name) : null;
  if (row === null) throw new AppError("NOT_FOUND", "There is no such item.");
  return row;
}

/** After it was changed. */
export async function showOwnItem(ctx: Context, actor: Actor, id: string): Promise<{ item: Item }> {
  return { item: toItem(await findOwnItem(ctx, actor, id)) };
}
