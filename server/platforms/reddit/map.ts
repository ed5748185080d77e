import { keptAnswer } from "../http.ts";
import { toAddress, toBody, toFigures, toTime, toTitle } from "../item-text.ts";
import type { ItemLink, Author, PlatformAccount, PlatformItem, RawPage } from "../page.ts";
import { toFiles, toPostMedia } from "./media.ts";
import { listing } from "./schema.ts";
import type { RedditComment, RedditEntry, RedditOriginal, RedditPost } from "./schema.ts";

const SITE = "https://www.reddit.com";
/** Of a person or a place; r/reddit.com is a real one. */
const NAME = /^[\w.-]{1,50}$/;

/** What a page of a listing says, in its order. */
export interface Reading {
  readonly items: readonly PlatformItem[];
  /** Deleted or removed there, or private while only public things are wanted. */
  readonly gone: readonly string[];
  /** Entries that say nothing, or not when. */
  readonly unread: number;
}

/** `submitted`, `comments` and `overview` are lists of the same things. */
export function mapAnswer(raw: RawPage, account: PlatformAccount): readonly PlatformItem[] {
  const { data } = keptAnswer(raw.url, raw.body).json(listing);
  return toReading(data.children.entries, account, raw.context?.["private"] === true).items;
}

export function toReading(
  entries: readonly RedditEntry[],
  account: PlatformAccount,
  includePrivate: boolean,
): Reading {
  const items: PlatformItem[] = [];
  const gone: string[] = [];
  let unread = 0;
  for (const entry of entries) {
    const isLeftOut = isTakenDown(entry) || (!includePrivate && isPrivate(entry.data));
    const item = isLeftOut ? null : toItem(entry, account);
    if (isLeftOut) gone.push(...namesOf(entry));
    if (item !== null) items.push(item);
    else if (!isLeftOut) unread += 1;
  }
  return { items, gone, unread };
}

function toItem(entry: RedditEntry, account: PlatformAccount): PlatformItem | null {
  const occurredAt = toTime(entry.data.created_utc);
  if (occurredAt === null) return null;
  const item =
    entry.kind === "t1"
      ? toComment(entry.data, occurredAt)
      : toPost(entry.data, occurredAt, account);
  const isEmpty = item.title === "" && item.body === null && item.media?.length === 0;
  return isEmpty ? null : item;
}

/** What the account said under its own posts stands inside them. */
export function linksIn(entries: readonly RedditEntry[], { handle }: PlatformAccount): ItemLink[] {
  return entries.flatMap(({ kind, data }) =>
    kind === "t1" &&
    data.link_id?.startsWith("t3_") &&
    data.link_author?.toLowerCase() === handle.toLowerCase()
      ? [{ child: `comment:${data.name}`, parent: `post:${data.link_id}` }]
      : [],
  );
}

/** A comment is read as what it says about the thread that it names. */
function toComment(comment: RedditComment, occurredAt: number): PlatformItem {
  const thread = comment.link_id?.slice(3) ?? "";
  const path = `${pathOf(comment)}/comments/${thread}/_/${comment.name.slice(3)}/`;
  return {
    ...whatAllShare(comment, occurredAt),
    kind: "comment",
    externalId: `comment:${comment.name}`,
    title: toTitle(comment.link_title),
    body: toBody(withoutMarkers(comment.body)),
    url: toAddress(comment.permalink || path, SITE),
    figures: toFigures({ points: pointsOf(comment) }),
    media: toFiles(comment),
    marks: comment.over_18 === true ? ["sensitive"] : [],
  };
}

function toPost(post: RedditPost, occurredAt: number, account: PlatformAccount): PlatformItem {
  const original = toShowable(post.crosspost_parent_list?.[0]);
  const isCrosspost = Boolean(post.crosspost_parent ?? post.crosspost_parent_list?.length);
  const marks = [
    ...(post.over_18 === true ? ["sensitive"] : []),
    ...(post.spoiler === true ? ["spoiler"] : []),
  ];
  return {
    ...whatAllShare(post, occurredAt),
    kind: isCrosspost ? "crosspost" : "post",
    externalId: `post:${post.name}`,
    title: toTitle(post.title),
    body: toBody(post.selftext) ?? toBody(original?.selftext),
    url: toAddress(post.permalink || `/comments/${post.name.slice(3)}/`, SITE),
    figures: toFigures({ points: pointsOf(post), comments: post.num_comments }),
    author: original && authorOf(original, account),
    media: isCrosspost ? ((original && toPostMedia(original)) ?? []) : toPostMedia(post),
    marks,
  };
}

function whatAllShare(thing: RedditPost | RedditComment, occurredAt: number) {
  const name = placeOf(thing);
  return {
    occurredAt,
    place: name === null ? null : { name, url: toAddress(pathOf(thing), SITE) },
    state: null,
    reference: null,
    startedAt: null,
    isPrivate: isPrivate(thing),
    editedAt: typeof thing.edited === "number" ? toTime(thing.edited) : null,
    isSecondary: false,
  };
}

/** `r/rust`, or `u/ineshal` for what stands on a person's own page. */
function placeOf({ subreddit, subreddit_name_prefixed: prefixed }: RedditOriginal | RedditComment) {
  if (prefixed && /^[ru]\/[\w-]{1,50}$/.test(prefixed)) return prefixed;
  if (!subreddit || !NAME.test(subreddit)) return null;
  return subreddit.startsWith("u_") ? `u/${subreddit.slice(2)}` : `r/${subreddit}`;
}

function pathOf(thing: RedditPost | RedditComment): string {
  const place = placeOf(thing);
  return place === null ? "" : `/${place.replace(/^u\//, "user/")}`;
}

/** Where a picture stands in a comment, its text has a sign for it; the picture itself is among the media. */
function withoutMarkers(text: string | null | undefined): string {
  return (text ?? "").replaceAll(/!\[(?:img|gif)\]\([\w|-]+\)/g, "");
}

/** Points below nothing are told as none, as Reddit tells those of posts. */
function pointsOf({ score, score_hidden: isHidden }: RedditPost | RedditComment): number | null {
  return isHidden === true || typeof score !== "number" ? null : Math.max(0, score);
}

function isPrivate({ subreddit_type: type }: RedditOriginal | RedditComment): boolean {
  return type === "private" || type === "employees_only";
}

const TAKEN_DOWN: readonly (string | null | undefined)[] = [
  "[deleted]",
  "[removed]",
  "[ Removed by Reddit ]",
];

/** By its author, a moderator or Reddit. Its text is a placeholder then, and never ours. */
function isTakenDown({ kind, data }: RedditEntry): boolean {
  const text = kind === "t1" ? data.body : data.selftext;
  return (
    Boolean(data.removed_by_category) ||
    data.author === "[deleted]" ||
    TAKEN_DOWN.includes(text?.trim())
  );
}

function namesOf({ kind, data }: RedditEntry): string[] {
  return [`${kind === "t1" ? "comment" : "post"}:${data.name}`];
}

/** A crosspost passes on what somebody else posted, unless that was taken down or is not for all. */
function toShowable(original: RedditOriginal | null | undefined): RedditOriginal | null {
  if (!original || isPrivate(original) || original.removed_by_category) return null;
  return TAKEN_DOWN.includes(original.selftext?.trim()) ? null : original;
}

function authorOf({ author }: RedditOriginal, account: PlatformAccount): Author | null {
  if (!author || !NAME.test(author)) return null;
  if (author.toLowerCase() === account.handle.toLowerCase()) return null;
  return { name: `u/${author}`, handle: author, url: `${SITE}/user/${author}` };
}
