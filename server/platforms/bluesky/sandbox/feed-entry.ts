import type { SandboxWorld } from "../../../sandbox/platform-sandbox.ts";
import { numberOf } from "../../../sandbox/random.ts";
import type { Heard, ShortPost } from "../../../sandbox/short-posts.ts";
import { DAY, HOUR } from "../../../sandbox/times.ts";
import { authorView, friendActor } from "./actors.ts";
import type { Actor } from "./actors.ts";
import { embedsOf } from "./embeds.ts";
import { cidOf, postUri, repostUri } from "./ids.ts";
import { writtenOf } from "./text.ts";

type Json = Readonly<Record<string, unknown>>;
export type World = Pick<SandboxWorld, "now" | "publicOrigin">;

/** An entry of an author's feed, as `app.bsky.feed.defs#feedViewPost`. */
export function feedEntryOf(post: ShortPost, author: Actor, world: World): Json {
  if (post.kind === "repost" && post.original !== null) {
    return {
      post: heardView(post.original, world.now),
      reason: {
        $type: "app.bsky.feed.defs#reasonRepost",
        by: authorView(author),
        uri: repostUri(author.did, post.key, post.at),
        cid: cidOf(post.key),
        indexedAt: iso(post.at),
      },
    };
  }
  const answered = answeredBy(post, author, world.now);
  const view = postView(post, author, { world, answered });
  return answered === null ? { post: view } : { post: view, reply: answered };
}

/** The post itself, without why it is in a feed. */
export function postView(
  post: ShortPost,
  author: Actor,
  { world, answered }: { world: World; answered: Answered | null },
): Json {
  const { key, at, language, warning } = post;
  const { text, facets } = writtenOf(post.parts);
  const embeds = embedsOf(post, author, world);
  const labels =
    warning === null
      ? []
      : [
          {
            src: author.did,
            uri: postUri(author.did, key, at),
            cid: cidOf(key),
            val: warning === "life drawing" ? "nudity" : "graphic-media",
            cts: iso(at),
          },
        ];
  return {
    uri: postUri(author.did, key, at),
    cid: cidOf(key),
    author: authorView(author),
    record: {
      $type: "app.bsky.feed.post",
      text,
      ...(facets.length > 0 ? { facets } : {}),
      langs: [language],
      ...(embeds === null ? {} : { embed: embeds.record }),
      ...(answered === null ? {} : { reply: referencesOf(answered) }),
      ...(labels.length > 0 ? { labels: selfLabels(labels) } : {}),
      createdAt: claimedAt(key, at),
    },
    ...(embeds === null ? {} : { embed: embeds.view }),
    bookmarkCount: 0,
    ...countsOf(key, at, world.now),
    indexedAt: iso(at),
    labels,
  };
}

interface Answered {
  readonly root: Json;
  readonly parent: Json;
}

function answeredBy(post: ShortPost, author: Actor, now: number): Answered | null {
  if (post.kind === "thread") {
    // The first of a thread is one that she has deleted since: the service knows its address only.
    const uri = postUri(author.did, `${post.key} first`, post.at - HOUR);
    const first = { $type: "app.bsky.feed.defs#notFoundPost", uri, notFound: true };
    return { root: first, parent: first };
  }
  if (post.kind !== "reply" || post.original === null) return null;
  const parent = { $type: "app.bsky.feed.defs#postView", ...heardView(post.original, now) };
  if (numberOf(`blocks ${post.key}`, 12) > 0) return { root: parent, parent };
  const { uri } = heardView(post.original, now);
  const did = friendActor(post.original.friend).did;
  const blocked = { $type: "app.bsky.feed.defs#blockedPost", uri, blocked: true, author: { did } };
  return { root: blocked, parent: blocked };
}

function referencesOf({ root, parent }: Answered): Json {
  const reference = ({ uri, cid }: Json) => ({ uri, cid: cid ?? cidOf(String(uri)) });
  return { root: reference(root), parent: reference(parent) };
}

function selfLabels(labels: readonly { readonly val: string }[]): Json {
  const values = labels.map(({ val }) => ({ val }));
  return { $type: "com.atproto.label.defs#selfLabels", values };
}

function heardView(heard: Heard, now: number): Json {
  const friend = friendActor(heard.friend);
  const { text, facets } = writtenOf(heard.parts);
  return {
    uri: postUri(friend.did, heard.key, heard.at),
    cid: cidOf(heard.key),
    author: authorView(friend),
    record: {
      $type: "app.bsky.feed.post",
      text,
      ...(facets.length > 0 ? { facets } : {}),
      langs: ["en"],
      createdAt: iso(heard.at),
    },
    bookmarkCount: 0,
    ...countsOf(heard.key, heard.at, now),
    indexedAt: iso(heard.at),
    labels: [],
  };
}

/** They grow for three days. */
function countsOf(key: string, at: number, now: number): Json {
  const share = Math.min(1, Math.max(0, (now - at) / (3 * DAY)));
  const count = (what: string, most: number) =>
    Math.floor(numberOf(`${what} ${key}`, most) * share);
  return {
    replyCount: count("replies", 7),
    repostCount: count("reposts", 12),
    likeCount: count("likes", 80),
    quoteCount: count("quotes", 3),
  };
}

/** One clock in a hundred is fast, and not every client writes milliseconds. */
function claimedAt(key: string, at: number): string {
  const odd = numberOf(`clock of ${key}`, 100);
  if (odd === 0) return iso(at + 2 * HOUR);
  return odd < 10 ? iso(at).replace(".000Z", "Z") : iso(at);
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
