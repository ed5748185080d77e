import { pictureOf } from "../../../sandbox/pictures.ts";
import type { SandboxWorld } from "../../../sandbox/platform-sandbox.ts";
import { hexOf, numberOf } from "../../../sandbox/random.ts";
import type { Heard, ShortPost } from "../../../sandbox/short-posts.ts";
import type { TextPart } from "../../../sandbox/small-talk.ts";
import { DAY, HOUR } from "../../../sandbox/times.ts";
import { accountView, friendMember, HOST } from "./accounts.ts";
import type { Member } from "./accounts.ts";
import { contentOf } from "./content.ts";
import { statusIdOf } from "./ids.ts";

type Json = Readonly<Record<string, unknown>>;
export type World = Pick<SandboxWorld, "now" | "publicOrigin">;

/** https://docs.joinmastodon.org/entities/Status/ */
export function statusView(post: ShortPost, author: Member, world: World): Json {
  const { now } = world;
  const { key, at, warning, original } = post;
  const id = statusIdOf(key, at);
  const uri = `https://${HOST}/users/${author.username}/statuses/${id}`;
  if (post.kind === "repost" && original !== null) {
    const reblog = heardView(original, now);
    return {
      ...plainView(id, author, { at, key, now }),
      uri: `${uri}/activity`,
      url: `${uri}/activity`,
      content: reblog["content"],
      reblog,
    };
  }
  const isEdited = post.editedAt !== null && post.editedAt <= now;
  const parts: readonly TextPart[] = isEdited
    ? [...post.parts, "\n\n(Edit: a word was missing.)"]
    : post.parts;
  return {
    ...plainView(id, author, { at, key, now }),
    ...answerTo(post, author),
    sensitive: warning !== null,
    spoiler_text: warning ?? "",
    visibility: numberOf(`seen ${key}`, 10) === 0 ? "unlisted" : "public",
    language: post.language,
    uri,
    url: `https://${HOST}/@${author.username}/${id}`,
    content: contentOf(parts),
    edited_at: isEdited ? iso(post.editedAt ?? at) : null,
    media_attachments: attachmentsOf(post, world),
    card: cardOf(post),
    poll: pollOf(post, now),
    quote: quoteOf(post, now),
  };
}

function plainView(
  id: string,
  author: Member,
  { at, key, now }: { at: number; key: string; now: number },
): Json {
  return {
    id,
    created_at: iso(at),
    in_reply_to_id: null,
    in_reply_to_account_id: null,
    sensitive: false,
    spoiler_text: "",
    visibility: "public",
    language: "en",
    ...countsOf(key, at, now),
    edited_at: null,
    reblog: null,
    application: { name: "Web", website: null },
    account: accountView(author, { count: 700, isSuspended: false, movedTo: null }),
    media_attachments: [],
    mentions: [],
    tags: [],
    emojis: [],
    card: null,
    poll: null,
    quote: null,
    quote_approval: { automatic: ["public"], manual: [], current_user: "denied" },
  };
}

function answerTo({ kind, key, at, original }: ShortPost, author: Member): Json {
  if (kind === "thread") {
    const first = statusIdOf(`${key} first`, at - HOUR);
    return { in_reply_to_id: first, in_reply_to_account_id: author.id };
  }
  if (kind !== "reply" || original === null) return {};
  return {
    in_reply_to_id: statusIdOf(original.key, original.at),
    in_reply_to_account_id: friendMember(original.friend).id,
  };
}

function heardView(heard: Heard, now: number): Json {
  const friend = friendMember(heard.friend);
  const { key, at } = heard;
  const url = `https://${friend.server}/@${friend.username}/${statusIdOf(key, at)}`;
  return {
    ...plainView(statusIdOf(key, at), friend, { at, key, now }),
    uri: url,
    url,
    content: contentOf(heard.parts),
  };
}

function attachmentsOf({ pictures, extra, key }: ShortPost, world: World): readonly Json[] {
  const file = (name: string, kind: "film" | "photo", more: Json): Json => {
    const { url, width, height } = pictureOf(`mastodon ${key} ${name}`, kind, world);
    const size = { width, height, size: `${width}x${height}`, aspect: width / height };
    return {
      id: statusIdOf(`${key} ${name}`, 0),
      url,
      preview_url: url,
      remote_url: null,
      preview_remote_url: null,
      text_url: null,
      meta: { original: size, small: size },
      blurhash: "UBL_:rOpGG-oBUNG,qRj2so|=eE1w^n4S5NH",
      ...more,
    };
  };
  if (extra === "film") {
    const url = `https://files.${HOST}/media_attachments/${hexOf(`${key} film`, 16)}/original.mp4`;
    return [file("film", "film", { type: "gifv", url, description: null })];
  }
  return pictures
    .slice(0, 4)
    .map((text, at) =>
      file(`picture ${at}`, "photo", { type: "image", description: text || null }),
    );
}

function cardOf({ extra, parts }: ShortPost): Json | null {
  const [link] = parts.flatMap((part) =>
    typeof part === "object" && "link" in part ? [part.link] : [],
  );
  if (extra !== "card" || link === undefined) return null;
  const { host, pathname } = new URL(link);
  return {
    url: link,
    title: `${host}${pathname}`,
    description: "Seen from outside.",
    language: "en",
    type: "link",
    author_name: "",
    author_url: "",
    provider_name: host,
    provider_url: `https://${host}`,
    html: "",
    width: 0,
    height: 0,
    image: null,
    image_description: "",
    embed_url: "",
    blurhash: null,
    published_at: null,
    authors: [],
  };
}

function pollOf({ extra, key, at }: ShortPost, now: number): Json | null {
  if (extra !== "poll") return null;
  const options = ["Tabs", "Spaces", "Whatever the file has"].map((title, place) => ({
    title,
    votes_count: numberOf(`votes ${place} ${key}`, 60),
  }));
  return {
    id: statusIdOf(`${key} poll`, at),
    expires_at: iso(at + DAY),
    expired: at + DAY <= now,
    multiple: false,
    votes_count: options.reduce((sum, { votes_count }) => sum + votes_count, 0),
    voters_count: null,
    emojis: [],
    options,
  };
}

/** One quote in four was taken back by the one who is quoted. */
function quoteOf({ extra, original, key }: ShortPost, now: number): Json | null {
  if (extra !== "quote" || original === null) return null;
  if (numberOf(`fate ${key}`, 4) === 0) return { state: "revoked", quoted_status: null };
  return { state: "accepted", quoted_status: heardView(original, now) };
}

/** They grow for three days. */
function countsOf(key: string, at: number, now: number): Json {
  const share = Math.min(1, Math.max(0, (now - at) / (3 * DAY)));
  const count = (what: string, most: number) =>
    Math.floor(numberOf(`${what} ${key}`, most) * share);
  return {
    replies_count: count("replies", 6),
    reblogs_count: count("reblogs", 15),
    favourites_count: count("favourites", 50),
    quotes_count: count("quotes", 2),
  };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
