import type { InventoryItem } from "../../../sandbox/platform-sandbox.ts";
import { isPrivateAt } from "./community.ts";
import { LISTING_END } from "./history.ts";
import { look } from "./thing.ts";
import type { Thing } from "./thing.ts";

/** What a faithful client can have: of posts and of comments, what is there among the newest thousand. */
export function inventoryOf(things: readonly Thing[], now: number): InventoryItem[] {
  const posts = things.filter(({ type }) => type === "post");
  const comments = things.filter(({ type }) => type === "comment");
  return [posts, comments].flatMap((all) =>
    all
      .filter((thing) => look(thing, now) !== null)
      .slice(0, LISTING_END)
      .filter((thing) => look(thing, now)?.state === "there")
      .map((thing) => ({
        kind: kindOf(thing),
        externalId: `${thing.type}:${thing.name}`,
        occurredAt: thing.createdAt,
        isPrivate: isPrivateAt(thing.community, now),
      })),
  );
}

function kindOf(thing: Thing): string {
  return thing.type === "post" && thing.original !== null ? "crosspost" : thing.type;
}
