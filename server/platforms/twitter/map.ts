import * as z from "zod";
import { toAddress, toFigures, toLanguage, toTime, toTitle } from "../item-text.ts";
import { keptAnswer } from "../http.ts";
import type { ItemLink, PlatformAccount, PlatformItem, RawPage } from "../page.ts";
import { compareIds, timeOfId } from "./post-id.ts";
import { repostedText, textOf } from "./post-text.ts";
import { timelinePage } from "./schema.ts";
import type { Media, Post, TimelinePage, User } from "./schema.ts";

type Medium = NonNullable<PlatformItem["media"]>[number];

const SITE = "https://x.com";
const MOST_MEDIA = 4;

/** What was known of the account when the answer came. */
const kept = z.object({ private: z.boolean() });

export function mapAnswer(
  { url, body, context }: RawPage,
  account: PlatformAccount,
): PlatformItem[] {
  const page = keptAnswer(url, body).json(timelinePage);
  const known = kept.safeParse(context).data?.private ?? null;
  return toItems(page, account, isPrivateIn(page, account, known));
}

/**
 * Whether all that the account says is private. The author of posts is always asked for, so a page
 * that does not tell is odd: then what was known counts, and what nobody knows is not made public.
 */
export function isPrivateIn(
  page: TimelinePage,
  account: PlatformAccount,
  known: boolean | null,
): boolean {
  return ownerOf(page, account)?.protected ?? known ?? true;
}

export function ownerOf({ users }: TimelinePage, { externalId }: PlatformAccount): User | null {
  return users.find(({ id }) => id === externalId) ?? null;
}

export function toItems(
  page: TimelinePage,
  account: PlatformAccount,
  isPrivate: boolean,
): PlatformItem[] {
  const world: World = {
    account,
    isPrivate,
    users: new Map(page.users.map((user) => [user.id, user])),
    posts: new Map([...page.included, ...page.posts].map((post) => [post.id, post])),
    media: new Map(page.media.map((one) => [one.media_key, one])),
  };
  return newestVersions(page.posts).flatMap((post) => {
    const occurredAt = timeOf(post);
    const item = occurredAt === null ? null : toItem(post, occurredAt, world);
    return item ? [withText(item)] : [];
  });
}

/** A thread of the account's own stands inside its first post, where the page tells which that is. */
export function linksIn(page: TimelinePage, { externalId }: PlatformAccount): ItemLink[] {
  const posts = new Map([...page.included, ...page.posts].map((post) => [post.id, post]));
  const isOwn = (post: Post): boolean => (post.authorId ?? externalId) === externalId;
  return page.posts.flatMap((post) => {
    const way = new Set<string>();
    let at: Post | undefined = post;
    for (
      let before = answers(at);
      before !== null;
      before = at === undefined ? null : answers(at)
    ) {
      if (way.has(before)) return [];
      way.add(before);
      at = posts.get(before);
      if (at === undefined || !isOwn(at)) return [];
    }
    if (way.size === 0 || at === undefined || !isOwn(post)) return [];
    return [{ child: `post:${firstIdOf(post)}`, parent: `post:${firstIdOf(at)}` }];
  });
}

function answers(post: Post): string | null {
  return referenceOf(post, "replied_to");
}

/** A line needs something to show. */
function withText(item: PlatformItem): PlatformItem {
  const isEmpty = item.body === null && (item.media ?? []).length === 0;
  return isEmpty ? { ...item, body: "(no text)" } : item;
}

/** What the rest of the page says about those whom a post names. */
interface World {
  readonly account: PlatformAccount;
  readonly isPrivate: boolean;
  readonly users: ReadonlyMap<string, User>;
  readonly posts: ReadonlyMap<string, Post>;
  readonly media: ReadonlyMap<string, Media>;
}

/** An edited post has a new id each time, and keeps the first in its history: that is its name here. */
export function firstIdOf(post: Post): string {
  return [...post.history, post.id].reduce((a, b) => (compareIds(a, b) <= 0 ? a : b));
}

function newestVersions(posts: readonly Post[]): Post[] {
  const newest = new Map<string, Post>();
  for (const post of posts) {
    const known = newest.get(firstIdOf(post));
    if (!known || compareIds(post.id, known.id) > 0) newest.set(firstIdOf(post), post);
  }
  return [...newest.values()];
}

/** `created_at` of an edited post is the edit's: the first id knows when it was posted. */
function timeOf(post: Post): number | null {
  const first = firstIdOf(post);
  const told = first === post.id ? toTime(post.createdAt) : null;
  return told ?? timeOfId(first) ?? toTime(post.createdAt);
}

function toItem(post: Post, occurredAt: number, world: World): PlatformItem {
  const repost = referenceOf(post, "retweeted", "reposted");
  const common = {
    occurredAt,
    title: "",
    state: null,
    reference: null,
    startedAt: null,
    isPrivate: world.isPrivate,
    isSecondary: false,
  };
  if (repost !== null) return { ...common, ...toRepost(post, repost, world) };
  const answered = answeredBy(post, world);
  const isEdited = firstIdOf(post) !== post.id;
  return {
    ...common,
    kind: answered === null ? "post" : "reply",
    externalId: `post:${firstIdOf(post)}`,
    ...contentOf(post, world, answered?.handle ?? null),
    url: addressOf(post, world),
    place: answered?.handle
      ? { name: `@${answered.handle}`, url: `${SITE}/${answered.handle}` }
      : null,
    figures: figuresOf(post),
    marks: post.isSensitive ? ["sensitive"] : [],
    language: languageOf(post),
    editedAt: isEdited ? (timeOfId(post.id) ?? toTime(post.createdAt)) : null,
  };
}

/** The words are somebody else's; only the time is the account's own. */
function toRepost(post: Post, id: string, world: World) {
  const original = world.posts.get(id);
  const cut = repostedText(post);
  const user = original?.authorId ? world.users.get(original.authorId) : undefined;
  const handle = user?.username ?? cut.handle;
  return {
    kind: "repost",
    externalId: `repost:${firstIdOf(post)}`,
    ...(original ? contentOf(original, world, null) : { body: cut.body, media: [] }),
    url: `${SITE}/${handle ?? "i"}/status/${id}`,
    place: null,
    author:
      handle === null
        ? null
        : { name: toTitle(user?.name) || `@${handle}`, handle, url: `${SITE}/${handle}` },
    figures: original ? figuresOf(original) : {},
    marks: post.isSensitive || original?.isSensitive ? ["sensitive"] : [],
    language: languageOf(original ?? post),
    editedAt: null,
  };
}

/** Whom a reply answers; null for no reply, and for the next part of one's own thread. */
function answeredBy(
  post: Post,
  { account, users, posts }: World,
): { handle: string | null } | null {
  const replied = referenceOf(post, "replied_to");
  const person = post.repliesTo ?? posts.get(replied ?? "")?.authorId ?? null;
  if ((replied === null && person === null) || person === account.externalId) return null;
  const mentions = [...post.mentions, ...(post.note?.entities?.mentions ?? [])];
  const mentioned = mentions.find((one) => person !== null && one.id === person);
  const named = /^@(\w{1,15})\s/.exec(post.text ?? "")?.[1] ?? null;
  return { handle: users.get(person ?? "")?.username ?? mentioned?.username ?? named };
}

function referenceOf(post: Post, ...types: readonly string[]): string | null {
  return post.references.find(({ type }) => types.includes(type))?.id ?? null;
}

function addressOf(post: Post, { account, users }: World): string {
  const handle = users.get(post.authorId ?? account.externalId)?.username ?? account.handle;
  return `${SITE}/${handle}/status/${post.id}`;
}

function figuresOf({ likes, reposts, replies, quotes }: Post): Record<string, number> {
  return toFigures({ likes, reposts, replies, quotes });
}

/** Codes that X made up say "only links", "only pictures"; two are those of an older standard. */
function languageOf({ language }: Post): string | null {
  if (language === null || /^(q[a-t][a-z]|zxx|art|und)$/.test(language)) return null;
  return toLanguage({ in: "id", iw: "he" }[language] ?? language);
}

const OWN_MEDIA = /\/status\/\d+\/(?:photo|video)\/\d+$/;

/** What is said, and what is shown beside it: the links that stand for that are left out of the text. */
function contentOf(
  post: Post,
  world: World,
  answers: string | null,
): { body: string | null; media: Medium[] } {
  const quoted = referenceOf(post, "quoted");
  const media = post.mediaKeys.flatMap((key) => {
    const one = world.media.get(key);
    const medium = one && toMedium(one, addressOf(post, world));
    return medium ? [medium] : [];
  });
  const links = quoted === null ? [] : [quotedMedium(quoted, post, world)];
  const hidden = [
    ...(media.length > 0 ? [OWN_MEDIA] : []),
    ...(quoted === null ? [] : [new RegExp(`/status/${quoted}$`)]),
  ];
  return {
    body: textOf(post, { hidden, answers }),
    media: [...media, ...links].slice(0, MOST_MEDIA),
  };
}

function toMedium(media: Media, page: string): Medium | null {
  const text = toTitle(media.alt_text) || null;
  const previewUrl = toAddress(media.preview_image_url);
  if (media.type === "photo") {
    const url = toAddress(media.url);
    return url === null ? null : { type: "image", url, previewUrl: null, text };
  }
  const films = media.variants.filter(({ content_type: type }) => type === "video/mp4");
  const best = films.toSorted((a, b) => (b.bit_rate ?? 0) - (a.bit_rate ?? 0)).at(0);
  return { type: "video", url: toAddress(best?.url) ?? page, previewUrl, text };
}

/** What a post quotes; it may be gone, and then only its address is left. */
function quotedMedium(id: string, { urls }: Post, { posts, users }: World): Medium {
  const post = posts.get(id);
  const author = users.get(post?.authorId ?? "");
  const said = post ? textOf(post) : null;
  const linked = urls.find(({ expanded_url: url }) => url?.endsWith(`/status/${id}`));
  return {
    type: "link",
    url: author
      ? `${SITE}/${author.username}/status/${id}`
      : (toAddress(linked?.expanded_url) ?? `${SITE}/i/status/${id}`),
    previewUrl: null,
    text: said === null ? null : toTitle(author ? `@${author.username}: ${said}` : said),
  };
}
