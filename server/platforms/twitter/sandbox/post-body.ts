import { pictureOf } from "../../../sandbox/pictures.ts";
import { DAY, MINUTE } from "../../../sandbox/times.ts";
import type { Account } from "./account.ts";
import type { Asked } from "./parameters.ts";
import { firstId } from "./post.ts";
import type { Picture, SandboxPost, Version } from "./post.ts";
import { wireText } from "./wire-text.ts";
import type { WireText } from "./wire-text.ts";

type Names = "tweet" | "post";

/** A post with the fields that were asked for, by the old names or the new. */
export function postBody(
  post: SandboxPost,
  version: Version,
  {
    fields,
    expansions,
    now,
    names,
  }: Pick<Asked, "fields" | "expansions"> & { now: number; names: Names },
): object {
  const { author, refers, picture } = post;
  const wire = wireText(post, version);
  const isNew = names === "post";
  const known = post.versions.filter(({ at }) => at <= now);
  const references = refers && [{ type: refers.type, id: firstId(refers.post) }];
  const isAnswer = refers?.type === "replied_to";
  const body: Record<string, unknown> = {
    id: version.id,
    text: wire.text,
    [isNew ? "edit_history_post_ids" : "edit_history_tweet_ids"]: known.map(({ id }) => id),
  };
  const add = (field: string, value: unknown, name = field): void => {
    const isExpanded = expansions.has(field) || expansions.has(`${field}.id`);
    if ((fields.has(field) || isExpanded) && value !== null) body[name] = value;
  };
  add("author_id", author.id);
  add("created_at", new Date(version.at).toISOString());
  add("lang", post.language);
  add("possibly_sensitive", post.isSensitive);
  add("conversation_id", conversationOf(post));
  add("in_reply_to_user_id", isAnswer ? refers.post.author.id : null);
  add("referenced_tweets", references, isNew ? "referenced_posts" : "referenced_tweets");
  add("display_text_range", [wire.start, Array.from(wire.text).length]);
  add("reply_settings", "everyone");
  add("public_metrics", metricsOf(post, now, isNew));
  add("entities", entitiesOf(wire.text, wire, post));
  add(
    "note_tweet",
    wire.note === null ? null : { text: wire.note, ...noteEntities(wire.note, wire, post) },
    isNew ? "note_post" : "note_tweet",
  );
  add("edit_controls", {
    edits_remaining: 5 - (known.length - 1),
    is_edit_eligible: refers?.type !== "retweeted",
    editable_until: new Date(post.at + 60 * MINUTE).toISOString(),
  });
  const keys = picture && [picture.key];
  if (keys && (fields.has("attachments") || expansions.has("attachments.media_keys")))
    body["attachments"] = { media_keys: keys };
  return body;
}

export function userBody(
  { id, username, name, createdAt }: Account,
  fields: ReadonlySet<string>,
  { isProtected, posts, names }: { isProtected: boolean; posts: number; names: Names },
): object {
  const all: Record<string, unknown> = {
    created_at: new Date(createdAt).toISOString(),
    description: "",
    protected: isProtected,
    verified: false,
    profile_image_url:
      "https://abs.twimg.com/sticky/default_profile_images/default_profile_normal.png",
    public_metrics: {
      followers_count: Number(id) % 4000,
      following_count: Number(id) % 700,
      [names === "post" ? "post_count" : "tweet_count"]: posts,
      listed_count: Number(id) % 40,
    },
  };
  const asked = Object.entries(all).filter(([field]) => fields.has(field));
  return { id, name, username, ...Object.fromEntries(asked) };
}

export function mediaBody(
  { key, type, film, alt }: Picture,
  fields: ReadonlySet<string>,
  publicOrigin: string,
): object {
  const kind = film === null ? "photo" : "film";
  const { url, width, height } = pictureOf(`x ${key}`, kind, { publicOrigin });
  const all: Record<string, unknown> = {
    alt_text: alt ?? undefined,
    width,
    height,
    ...(film === null
      ? { url }
      : {
          preview_image_url: url,
          duration_ms: 21_400,
          variants: [
            { content_type: "application/x-mpegURL", url: film.replace(/\.mp4$/, ".m3u8") },
            {
              bit_rate: 832_000,
              content_type: "video/mp4",
              url: film.replace("1280x720", "640x360"),
            },
            { bit_rate: 2_176_000, content_type: "video/mp4", url: film },
          ],
        }),
  };
  const asked = Object.entries(all).filter(([field]) => fields.has(field));
  return { media_key: key, type, ...Object.fromEntries(asked) };
}

function conversationOf(post: SandboxPost): string {
  return post.refers?.type === "replied_to" ? conversationOf(post.refers.post) : firstId(post);
}

/** They come within two days. */
function metricsOf(post: SandboxPost, now: number, isNew: boolean): object {
  const { refers, likes, at } = post;
  const share = Math.min(1, Math.max(0, (now - at) / (2 * DAY)));
  const original = refers?.type === "retweeted" ? refers.post : post;
  const final = Math.floor((refers?.type === "retweeted" ? 0 : likes) * share);
  return {
    [isNew ? "repost_count" : "retweet_count"]: Math.floor(original.likes / 6),
    reply_count: Math.floor(final / 9),
    like_count: final,
    quote_count: Math.floor(final / 30),
    bookmark_count: Math.floor(final / 20),
    impression_count: final * 43 + 12,
  };
}

function entitiesOf(text: string, wire: WireText, post: SandboxPost): object | null {
  const urls = wire.urls.flatMap(({ short, url, key }) => {
    const place = placeOf(text, short);
    return place
      ? [{ ...place, url: short, expanded_url: url, display_url: displayOf(url), media_key: key }]
      : [];
  });
  const named = [
    ...post.mentions,
    ...(post.refers?.type === "retweeted" ? [post.refers.post.author] : []),
  ];
  const mentions = named.flatMap(({ id, username }) => {
    const place = placeOf(text, `@${username}`);
    return place ? [{ ...place, username, id }] : [];
  });
  if (urls.length === 0 && mentions.length === 0) return null;
  return {
    ...(urls.length > 0 ? { urls } : {}),
    ...(mentions.length > 0 ? { mentions } : {}),
  };
}

function noteEntities(text: string, wire: WireText, post: SandboxPost): object {
  const entities = entitiesOf(text, wire, post);
  return entities === null ? {} : { entities };
}

function placeOf(text: string, part: string): { start: number; end: number } | null {
  const at = text.indexOf(part);
  if (at < 0) return null;
  const start = Array.from(text.slice(0, at)).length;
  return { start, end: start + Array.from(part).length };
}

function displayOf(url: string): string {
  const short = url.replace(/^https?:\/\/(?:www\.)?/, "");
  return short.length > 27 ? `${short.slice(0, 26)}…` : short;
}
