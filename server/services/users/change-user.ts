import type { Context } from "../../context.ts";
import { updateUser } from "../../store/users.ts";
import type { UserChange } from "../../store/users.ts";
import { putOffsets } from "../../store/zone-offsets.ts";
import { countAtOnce } from "../counting/count-at-once.ts";

/** Changes what is known of a person; in another zone his items are counted anew. False when the handle is taken. */
export async function changeUser(ctx: Context, id: string, change: UserChange): Promise<boolean> {
  const { zone } = change;
  if (zone != null) await putOffsets(ctx.db, zone);
  const isStored = await updateUser(ctx.db, id, { ...change, updatedAt: ctx.now() });
  if (isStored && zone != null) await countAtOnce(ctx, id);
  return isStored;
}
