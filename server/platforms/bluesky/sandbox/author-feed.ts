import type { ShortPost } from "../../../sandbox/short-posts.ts";
import type { Actor } from "./actors.ts";
import { invalid, refuse } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { feedEntryOf, postView } from "./feed-entry.ts";
import type { World } from "./feed-entry.ts";
import { cidOf } from "./ids.ts";

const FILTERS: Readonly<Record<string, (post: ShortPost) => boolean>> = {
  posts_with_replies: () => true,
  posts_no_replies: ({ kind }) => kind === "post" || kind === "repost",
  posts_with_media: ({ pictures, extra }) => pictures.length > 0 || extra === "film",
  posts_and_author_threads: ({ kind }) => kind !== "reply",
  posts_with_video: ({ extra }) => extra === "film",
};

/** `app.bsky.feed.getAuthorFeed`, for an actor who is there. */
export function answerFeed(
  posts: readonly ShortPost[],
  author: Actor,
  { query, world }: { query: URLSearchParams; world: World },
): Answer {
  const limit = limitOf(query);
  if (typeof limit !== "number") return limit;
  const isShown = FILTERS[query.get("filter") ?? "posts_with_replies"];
  if (isShown === undefined) return invalid("Error: filter must be one of the known values");
  const from = positionOf(query.get("cursor"));
  if (from === "bad") return refuse(500, "InternalServerError", "Internal Server Error");
  const found = posts
    .filter((post) => isShown(post) && (from === null || isAfter(post, from)))
    .toSorted((a, b) => b.at - a.at || (cidOf(a.key) < cidOf(b.key) ? 1 : -1))
    .slice(0, limit);
  const last = found.at(-1);
  const entries = found.map((post) => feedEntryOf(post, author, world));
  const pins = from === null && query.get("includePins") === "true" ? pinnedOf(posts) : [];
  const pinned = pins.map((post) => ({
    post: postView(post, author, { world, answered: null }),
    reason: { $type: "app.bsky.feed.defs#reasonPin" },
  }));
  const feed = [...pinned, ...entries];
  // As long as there is an entry there is a cursor, also on the last page.
  return {
    status: 200,
    body: last === undefined ? { feed } : { feed, cursor: `${last.at}__${cidOf(last.key)}` },
  };
}

function limitOf(query: URLSearchParams): number | Answer {
  const given = query.get("limit");
  if (given === null) return 50;
  if (!/^-?\d+$/.test(given)) return invalid("Error: limit must be an integer");
  const limit = Number(given);
  if (limit > 100) return invalid("Error: limit can not be greater than 100");
  return limit < 1 ? invalid("Error: limit can not be less than 1") : limit;
}

interface Position {
  readonly at: number;
  readonly cid: string;
}

function positionOf(cursor: string | null): Position | "bad" | null {
  if (cursor === null || cursor === "") return null;
  const [, at, cid] = /^(\d{10,16})__(\w+)$/.exec(cursor) ?? [];
  return at === undefined || cid === undefined ? "bad" : { at: Number(at), cid };
}

/** Newest first; of one time, by content id. */
function isAfter(post: ShortPost, { at, cid }: Position): boolean {
  return post.at < at || (post.at === at && cidOf(post.key) < cid);
}

function pinnedOf(posts: readonly ShortPost[]): readonly ShortPost[] {
  const pinned = posts.find(({ kind }) => kind === "post");
  return pinned === undefined ? [] : [pinned];
}
