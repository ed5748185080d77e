import type { PlatformAccount } from "../page.ts";
import { isProblem } from "./problems.ts";
import type { TimelinePage } from "./schema.ts";

/**
 * Posts of the account's own that X names as not found: asked for by nothing but the listing itself, or
 * as what the next part of one's own thread answers. Somebody else's post that is gone is no news.
 */
export function goneOf(page: TimelinePage, { externalId }: PlatformAccount): string[] {
  const there = new Set(page.posts.flatMap(({ id, history }) => [id, ...history]));
  const named = new Map(
    page.posts.flatMap((post) =>
      post.references.map((one) => {
        const isOwn = one.type === "replied_to" && post.repliesTo === externalId;
        return [one.id, isOwn] as const;
      }),
    ),
  );
  const ids = page.errors.flatMap((one) => {
    const { resource_id: id, resource_type: about } = one;
    if (!id || !isProblem(one, "resource-not-found")) return [];
    if ((about !== "tweet" && about !== "post") || there.has(id)) return [];
    const isOwn = named.get(id) ?? !one.parameter?.includes("referenced");
    return isOwn ? [id] : [];
  });
  return [...new Set(ids)].flatMap((id) => [`post:${id}`, `repost:${id}`]);
}
