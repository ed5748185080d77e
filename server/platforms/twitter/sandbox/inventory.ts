import type { InventoryItem } from "../../../sandbox/platform-sandbox.ts";
import type { History } from "./history.ts";
import { firstId, versionOf } from "./post.ts";
import type { SandboxPost } from "./post.ts";

/**
 * What a faithful client must have, told by the history itself. A post that is deleted by now is not
 * among it: each was deleted within two minutes, long before this sandbox could be asked for it.
 */
export function inventoryOf(
  { account, posts }: History,
  now: number,
  isProtected: boolean,
): InventoryItem[] {
  return posts
    .filter((post) => versionOf(post, now) !== null)
    .map((post) => ({
      kind: kindOf(post, account.id),
      externalId: `${post.refers?.type === "retweeted" ? "repost" : "post"}:${firstId(post)}`,
      occurredAt: post.at,
      isPrivate: isProtected,
    }));
}

/** The next part of one's own thread answers nobody. */
function kindOf({ refers }: SandboxPost, owner: string): string {
  if (refers?.type === "retweeted") return "repost";
  return refers?.type === "replied_to" && refers.post.author.id !== owner ? "reply" : "post";
}
