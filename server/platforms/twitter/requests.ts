import type { HttpRequest } from "../http.ts";

const API = "https://api.x.com/2";
const MOST_POSTS = 100;
const LEAST_POSTS = 5;

/** https://docs.x.com/x-api/getting-started/pricing, in dollars. */
export const PRICES = { posts: 0.005, users: 0.01 } as const;

/** A post may refer to two others, each by somebody else; the account's own is one more person. */
const PRICE_OF_POST = 3 * PRICES.posts + 2 * PRICES.users;

/** What a page of so many posts may cost at most. */
export function priceOf(posts: number): number {
  return posts * PRICE_OF_POST + PRICES.users;
}

export const MOST_PRICE = priceOf(MOST_POSTS);
export const LEAST_PRICE = priceOf(LEAST_POSTS);

/** As many as may be paid, within what X takes. */
function postsFor(allowance: number | null): number {
  if (allowance === null) return MOST_POSTS;
  const paid = Math.floor((allowance - PRICES.users) / PRICE_OF_POST);
  return Math.max(LEAST_POSTS, Math.min(paid, MOST_POSTS));
}

/** Which names X is asked by. It answers by either, whatever was asked: `schema.ts` reads both. */
export type Dialect = "tweet" | "post";

const USER_FIELDS = "name,username,protected,public_metrics";

/** https://docs.x.com/x-api/users/get-posts */
const FIELDS: Readonly<Record<Dialect, Readonly<Record<string, string>>>> = {
  tweet: {
    "tweet.fields":
      "attachments,author_id,created_at,display_text_range,edit_history_tweet_ids,entities,in_reply_to_user_id,lang,note_tweet,possibly_sensitive,public_metrics,referenced_tweets",
    expansions:
      "attachments.media_keys,author_id,referenced_tweets.id,referenced_tweets.id.attachments.media_keys,referenced_tweets.id.author_id",
  },
  post: {
    "post.fields":
      "attachments,created_at,display_text_range,entities,lang,note_post,possibly_sensitive,public_metrics",
    expansions: "attachments.media_keys,author_id,referenced_posts",
  },
};

export interface PostsAsked {
  readonly accountId: string;
  readonly dialect: Dialect;
  readonly sinceId: string | null;
  readonly untilId: string | null;
  readonly token: string | null;
  /** Dollars; null where no stop is near. */
  readonly allowance: number | null;
}

export function postsRequest(asked: PostsAsked): HttpRequest {
  const url = new URL(`${API}/users/${encodeURIComponent(asked.accountId)}/tweets`);
  const params = {
    max_results: String(postsFor(asked.allowance)),
    since_id: asked.sinceId,
    until_id: asked.untilId,
    pagination_token: asked.token,
    ...FIELDS[asked.dialect],
    "user.fields": USER_FIELDS,
    "media.fields": "alt_text,preview_image_url,type,url,variants",
  };
  for (const [name, value] of Object.entries(params)) {
    if (value !== null) url.searchParams.set(name, value);
  }
  return { url: url.href, accept: [400, 403, 404] };
}

/** Reading oneself is charged too: only asked when an account is connected. */
export function viewerRequest(): HttpRequest {
  return { url: `${API}/users/me?user.fields=${USER_FIELDS}`, accept: [403] };
}
