import type { TimelinePage } from "../../../shared/timeline.ts";
import type { Context } from "../../context.ts";
import { listHiddenBelow } from "../../store/items.ts";
import type { Actor } from "../identity/identity.ts";
import { getUser } from "../users/get-me.ts";
import { readPage } from "./read-page.ts";

/**
 * One page of what a person has hidden, as his timeline would show it. What is hidden for another reason
 * besides is not among it: it could not be shown again.
 */
export async function listHidden(
  ctx: Context,
  actor: Actor,
  input: { cursor?: string | null | undefined; limit: number },
): Promise<TimelinePage> {
  const user = await getUser(ctx, actor);
  return await readPage(ctx, user, input, (key, limit) =>
    listHiddenBelow(ctx.db, user.id, key, limit),
  );
}
