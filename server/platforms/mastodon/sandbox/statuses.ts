import type { ShortPost } from "../../../sandbox/short-posts.ts";
import { HOST } from "./accounts.ts";
import type { Member } from "./accounts.ts";
import type { Answer } from "./answer.ts";
import { isOlder, statusIdOf } from "./ids.ts";
import { statusView } from "./status-view.ts";
import type { World } from "./status-view.ts";

const DEFAULT = 20;
const MOST = 40;

/** `GET /api/v1/accounts/{id}/statuses`: newest first, by id. */
export function answerStatuses(
  posts: readonly ShortPost[],
  author: Member,
  { query, world, isShort }: { query: URLSearchParams; world: World; isShort: boolean },
): Answer {
  const limit = Math.min(
    Math.max(Number.parseInt(query.get("limit") ?? "", 10) || DEFAULT, 1),
    MOST,
  );
  const [max, since, min] = ["max_id", "since_id", "min_id"].map((name) => query.get(name));
  const found = posts
    .filter((post) => isAsked(post, query))
    .map((post) => ({ post, id: statusIdOf(post.key, post.at) }))
    .filter(({ id }) => !max || isOlder(id, max))
    .filter(({ id }) => !since || isOlder(since, id))
    .filter(({ id }) => !min || isOlder(min, id))
    .toSorted((a, b) => (isOlder(a.id, b.id) ? 1 : -1));
  // `min_id` wants what follows it directly, not the newest of all.
  const most = isShort ? Math.max(limit - 3, 1) : limit;
  const page = min ? found.slice(-most) : found.slice(0, most);
  const link = linkOf(page, author, { query, isFull: page.length === limit });
  return {
    status: 200,
    body: page.map(({ post }) => statusView(post, author, world)),
    headers: link === "" ? {} : { link },
  };
}

function isAsked({ kind, pictures, extra }: ShortPost, query: URLSearchParams): boolean {
  const wants = (name: string): boolean => ["true", "1"].includes(query.get(name) ?? "");
  if (wants("pinned")) return false;
  if (wants("only_media") && pictures.length === 0 && extra !== "film") return false;
  return !(
    (wants("exclude_replies") && kind === "reply") ||
    (wants("exclude_reblogs") && kind === "repost")
  );
}

/** A full page names a next one, even where nothing is left; one of fewer than were asked for does not. */
function linkOf(
  page: readonly { readonly id: string }[],
  { id: account }: Member,
  { query, isFull }: { query: URLSearchParams; isFull: boolean },
): string {
  const [first, last] = [page[0], page.at(-1)];
  if (first === undefined || last === undefined) return "";
  const address = (name: string, id: string): string => {
    const kept = new URLSearchParams(query);
    for (const position of ["max_id", "since_id", "min_id"]) kept.delete(position);
    kept.set(name, id);
    return `<https://${HOST}/api/v1/accounts/${account}/statuses?${kept.toString()}>`;
  };
  const next = isFull ? [`${address("max_id", last.id)}; rel="next"`] : [];
  return [...next, `${address("min_id", first.id)}; rel="prev"`].join(", ");
}
