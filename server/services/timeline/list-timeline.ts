import type { TimelinePage } from "../../../shared/timeline.ts";
import type { Context } from "../../context.ts";
import { listItemsBelow } from "../../store/items.ts";
import type { Actor } from "../identity/identity.ts";
import { getUser } from "../users/get-me.ts";
import { readPage } from "./read-page.ts";

/** One page of a person's timeline. */
export async function listTimeline(
  ctx: Context,
  actor: Actor,
  input: { cursor?: string | null | undefined; limit: number },
): Promise<TimelinePage> {
  const user = await getUser(ctx, actor);
  return await readPage(ctx, user, input, (key, limit) =>
    listItemsBelow(ctx.db, user.id, key, limit),
  );
}
