import { toBody, toFigures, toLanguage, toTime, toTitle } from "../item-text.ts";
import type { Author, ItemLink, PlatformAccount, PlatformItem } from "../page.ts";
import { toReadableText } from "./facets.ts";
import { toMedia } from "./media.ts";
import type { FeedEntry, Post, Profile } from "./schema.ts";
import { isHandle, profileAddress, webAddressOf } from "./web-address.ts";

/** Labels under which Bluesky itself hides a picture: https://docs.bsky.app/docs/advanced-guides/moderation */
const SENSITIVE = new Set([
  "porn",
  "sexual",
  "nudity",
  "graphic-media",
  "gore",
  "sexual-figurative",
]);
/** The author's wish that nobody sees it who is not signed in. */
const SIGNED_IN_ONLY = "!no-unauthenticated";
const REPOST = "app.bsky.feed.defs#reasonRepost";
const PIN = "app.bsky.feed.defs#reasonPin";

/** What a page of the feed says. */
export interface Reading {
  readonly items: readonly PlatformItem[];
  /** A thread of the account's own stands inside its first post. */
  readonly links: readonly ItemLink[];
  /** Entries of which it is not certain what they are. */
  readonly unread: number;
}

/** The account's own posts and replies, and what it reposted; each once. */
export function toReading(feed: readonly FeedEntry[], account: PlatformAccount): Reading {
  const items = new Map<string, PlatformItem>();
  const links = new Map<string, ItemLink>();
  let unread = 0;
  for (const entry of feed) {
    const item = isForeign(entry, account) ? null : toItem(entry, account);
    if (item !== null && !items.has(item.externalId)) items.set(item.externalId, item);
    if (!isCertain(entry, item, account)) unread += 1;
    const root = entry.post.record.reply?.root?.uri;
    if (item?.kind === "post" && root !== undefined && root !== entry.post.uri) {
      links.set(item.externalId, { child: item.externalId, parent: `post:${root}` });
    }
  }
  return { items: [...items.values()], links: [...links.values()], unread };
}

/** A pinned post stands at the top out of its order, and again where it belongs. */
function isForeign({ reason }: FeedEntry, account: PlatformAccount): boolean {
  if (reason?.$type === PIN) return true;
  return reason?.$type === REPOST && reason.by ? reason.by.did !== account.externalId : false;
}

/** A repost without an address of its own may be one that was known by it. */
function isCertain(entry: FeedEntry, item: PlatformItem | null, account: PlatformAccount): boolean {
  if (item === null) return isForeign(entry, account);
  return item.kind !== "repost" || Boolean(entry.reason?.uri);
}

function toItem({ post, reason }: FeedEntry, account: PlatformAccount): PlatformItem | null {
  const isOwn = post.author.did === account.externalId;
  if (reason?.$type === REPOST) {
    const occurredAt = toTime(reason.indexedAt);
    if (occurredAt === null) return null;
    return {
      ...said(post),
      kind: "repost",
      externalId: `repost:${reason.uri ?? post.uri}`,
      occurredAt,
      author: isOwn ? null : toAuthor(post.author),
    };
  }
  const occurredAt = timeOf(post);
  if (!isOwn || occurredAt === null) return null;
  return {
    ...said(post),
    kind: isReply(post) ? "reply" : "post",
    externalId: `post:${post.uri}`,
    occurredAt,
    author: null,
  };
}

/** What a post and a repost of it have in common. */
function said({ uri, author, record, embed, labels, ...post }: Post) {
  const media = toMedia(embed);
  const marked = [...(labels ?? []), ...(record.labels?.values ?? [])];
  const isSensitive = marked.some((label) => !label?.neg && SENSITIVE.has(label?.val ?? ""));
  const body = toBody(toReadableText(record));
  return {
    title: "",
    body: body ?? (media.length === 0 ? "(no text)" : null),
    url: webAddressOf(uri, author.handle),
    place: null,
    state: null,
    reference: null,
    startedAt: null,
    isPrivate: (author.labels ?? []).some((label) => !label?.neg && label?.val === SIGNED_IN_ONLY),
    figures: toFigures({
      likes: post.likeCount,
      reposts: post.repostCount,
      replies: post.replyCount,
      quotes: post.quoteCount,
    }),
    media,
    marks: isSensitive ? ["sensitive"] : [],
    language: toLanguage(record.langs?.[0]),
    editedAt: null,
    isSecondary: false,
  };
}

/** Authors may claim any time; as in the feed itself, it never lies after it was first seen. */
function timeOf({ record, indexedAt }: Post): number | null {
  const times = [toTime(record.createdAt), toTime(indexedAt)].filter((time) => time !== null);
  return times.length === 0 ? null : Math.min(...times);
}

/** An answer to oneself goes on with a thread and is a post, unless others began it. */
function isReply({ author, record }: Post): boolean {
  if (!record.reply) return false;
  const { root, parent } = record.reply;
  return [root, parent].some((one) => one?.uri.split("/")[2] !== author.did);
}

function toAuthor({ did, handle, displayName }: Profile): Author {
  const known = isHandle(handle) ? handle : null;
  return {
    name: toTitle(displayName) || (known ?? did),
    handle: known,
    url: profileAddress(did, handle),
  };
}
