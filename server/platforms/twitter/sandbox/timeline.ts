import type { SandboxWorld } from "../../../sandbox/platform-sandbox.ts";
import type { Account } from "./account.ts";
import type { History } from "./history.ts";
import type { Asked } from "./parameters.ts";
import { versionOf } from "./post.ts";
import type { SandboxPost, Version } from "./post.ts";
import { mediaBody, postBody, userBody } from "./post-body.ts";
import { invalid, ok, partial } from "./problem.ts";
import type { Answer } from "./problem.ts";

/** What can be switched on, and makes pages that are hard to read. */
export interface Moods {
  readonly names: "tweet" | "post";
  readonly shortPages: boolean;
  readonly emptyPages: boolean;
  readonly partialErrors: boolean;
  readonly isProtected: boolean;
}

interface Shown {
  readonly post: SandboxPost;
  readonly version: Version;
}

/** Opaque to clients: the last id that was shown, and whether the empty page before the next has been. */
const TOKEN = /^7140dibdnow9c7btw([0-9a-z]{13})(0|1)$/;

export function answerTimeline(
  history: History,
  asked: Asked,
  moods: Moods,
  { now, publicOrigin }: Pick<SandboxWorld, "now" | "publicOrigin">,
): Answer {
  const token = asked.token === null ? null : TOKEN.exec(asked.token);
  if (asked.token !== null && token === null)
    return invalid(
      "pagination_token",
      asked.token,
      `The \`pagination_token\` query parameter value [${asked.token}] is not valid`,
    );
  const below = token ? fromBase36(token[1] ?? "") : null;
  const rest = listed(history, asked, now).filter(
    ({ version: { id } }) => below === null || BigInt(id) < below,
  );
  if (moods.emptyPages && token?.[2] !== "1")
    return ok({ meta: { result_count: 0, next_token: tokenOf(below ?? 2n ** 63n, true) } });
  const size = moods.shortPages ? Math.max(1, Math.floor(asked.most * 0.6)) : asked.most;
  const shown = rest.slice(0, size);
  const last = shown.at(-1);
  const hasMore = rest.length > shown.length;
  if (!last) return ok({ meta: { result_count: 0 } });
  const { includes, errors } = included(shown, history.account, asked, {
    moods,
    now,
    publicOrigin,
    total: rest.length,
  });
  return ok({
    data: shown.map(({ post, version }) =>
      postBody(post, version, { ...asked, now, names: moods.names }),
    ),
    ...(Object.keys(includes).length > 0 ? { includes } : {}),
    ...(errors.length > 0 ? { errors } : {}),
    meta: {
      result_count: shown.length,
      newest_id: shown[0]?.version.id,
      oldest_id: last.version.id,
      ...(hasMore ? { next_token: tokenOf(BigInt(last.version.id), false) } : {}),
      ...(token ? { previous_token: tokenOf(BigInt(shown[0]?.version.id ?? 0) + 1n, true) } : {}),
    },
  });
}

/** What there is of the person's posts, newest first. */
function listed({ posts }: History, asked: Asked, now: number): Shown[] {
  const { sinceId, untilId, from, until, excludes } = asked;
  return posts
    .flatMap((post) => {
      const version = versionOf(post, now);
      return version ? [{ post, version }] : [];
    })
    .filter(({ post, version: { id, at } }) => {
      if (excludes.includes("replies") && post.refers?.type === "replied_to") return false;
      if (excludes.includes("retweets") && post.refers?.type === "retweeted") return false;
      const isAfter = sinceId === null ? at >= (from ?? 0) : BigInt(id) > BigInt(sinceId);
      const isBefore = untilId === null ? at < (until ?? Infinity) : BigInt(id) < BigInt(untilId);
      return isAfter && isBefore;
    })
    .sort((a, b) => (BigInt(a.version.id) < BigInt(b.version.id) ? 1 : -1));
}

/** What the posts refer to, each once, and what of it cannot be given. */
function included(
  shown: readonly Shown[],
  owner: Account,
  asked: Asked,
  given: { moods: Moods; now: number; publicOrigin: string; total: number },
) {
  const { moods, now, publicOrigin, total } = given;
  const { expansions, userFields, mediaFields } = asked;
  const isNew = moods.names === "post";
  const users = new Map<string, object>();
  const media = new Map<string, object>();
  const posts = new Map<string, object>();
  const errors: object[] = [];
  const addUser = (account: Account): void => {
    const isOwn = account.id === owner.id;
    const posted = { isProtected: isOwn && moods.isProtected, posts: isOwn ? total : 900 };
    users.set(account.id, userBody(account, userFields, { ...posted, names: moods.names }));
  };
  const addMedia = ({ picture }: SandboxPost): void => {
    if (picture) media.set(picture.key, mediaBody(picture, mediaFields, publicOrigin));
  };
  for (const { post } of shown) {
    if (expansions.has("author_id")) addUser(post.author);
    if (expansions.has("attachments.media_keys")) addMedia(post);
    const original = post.refers?.post;
    if (!original || !expansions.has("referenced_tweets.id")) continue;
    const version = moods.partialErrors ? null : versionOf(original, now);
    if (!version || original.author.isSuspended) {
      const about = {
        type: isNew ? ("post" as const) : ("tweet" as const),
        parameter: isNew ? "referenced_posts" : "referenced_tweets.id",
        id: original.versions[0]?.id ?? "",
      };
      errors.push(partial(original.author.isSuspended ? "closed" : "missing", about));
      continue;
    }
    posts.set(version.id, postBody(original, version, { ...asked, now, names: moods.names }));
    if (expansions.has("referenced_tweets.id.author_id") || isNew) addUser(original.author);
    if (expansions.has("referenced_tweets.id.attachments.media_keys") || isNew) addMedia(original);
  }
  const includes = {
    ...(users.size > 0 ? { users: [...users.values()] } : {}),
    ...(media.size > 0 ? { media: [...media.values()] } : {}),
    ...(posts.size > 0 ? { [isNew ? "posts" : "tweets"]: [...posts.values()] } : {}),
  };
  return { includes, errors };
}

function tokenOf(id: bigint, isAfterEmpty: boolean): string {
  return `7140dibdnow9c7btw${id.toString(36).padStart(13, "0")}${isAfterEmpty ? "1" : "0"}`;
}

function fromBase36(text: string): bigint {
  return [...text].reduce((sum, digit) => sum * 36n + BigInt(Number.parseInt(digit, 36)), 0n);
}
