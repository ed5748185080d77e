import * as z from "zod";
import { tolerantList } from "../tolerant-list.ts";

/**
 * The parts of Bluesky's answers that are read. Everything else is ignored, an embed or a facet of a
 * type that is not known survives, and what is of another type than expected counts as absent.
 * https://github.com/bluesky-social/atproto/tree/main/lexicons/app/bsky/feed
 */

const text = z.string().nullish().catch(null);
const count = z.number().nullish().catch(null);

const did = z.string().regex(/^did:[a-z]+:[\w.:%-]+$/);
export const recordUri = z.string().regex(/^at:\/\/did:[^/\s]+\/[\w.-]+\/\S+$/);

const label = z.object({ val: text, neg: z.boolean().nullish().catch(null) });
const labels = z.array(label.nullable().catch(null)).nullish().catch(null);

export const profile = z.object({ did, handle: z.string().min(1), displayName: text, labels });

const facet = z.object({
  index: z.object({ byteStart: z.number(), byteEnd: z.number() }),
  features: z.array(z.object({ uri: text }).nullable().catch(null)),
});

const reference = z.object({ uri: recordUri }).nullish().catch(null);

/** What the author wrote; `value` of a record that is quoted has the same shape. */
const postRecord = z.object({
  text,
  createdAt: text,
  langs: z.array(text).nullish().catch(null),
  facets: z.array(facet.nullable().catch(null)).nullish().catch(null),
  reply: z.object({ root: reference, parent: reference }).nullish().catch(null),
  labels: z.object({ values: labels }).nullish().catch(null),
});

const images = z
  .array(z.object({ thumb: text, fullsize: text, alt: text }).nullable().catch(null))
  .nullish()
  .catch(null);
const external = z.object({ uri: text, title: text, thumb: text }).nullish().catch(null);

/** `#viewNotFound` and `#viewBlocked` have neither an author nor a value. */
const quoted = z.object({
  uri: recordUri,
  author: profile.nullish().catch(null),
  creator: profile.nullish().catch(null),
  value: z.object({ text }).nullish().catch(null),
  /** What a feed calls itself; a list and a starter pack have `name`. */
  displayName: text,
  name: text,
  record: z.object({ name: text }).nullish().catch(null),
  notFound: z.boolean().nullish().catch(null),
  blocked: z.boolean().nullish().catch(null),
  detached: z.boolean().nullish().catch(null),
});

/** One type holds images, another a film, a link or a record; some hold two. */
const media = z.object({ images, external, playlist: text, thumbnail: text, alt: text });
const embed = media.extend({
  media: media.nullish().catch(null),
  /** A record that is quoted; beside media it lies one level deeper. */
  record: z
    .union([z.object({ record: quoted }).transform(({ record }) => record), quoted])
    .nullish()
    .catch(null),
});

const post = z.object({
  uri: recordUri,
  author: profile,
  record: postRecord,
  embed: embed.nullish().catch(null),
  indexedAt: text,
  labels,
  likeCount: count,
  repostCount: count,
  replyCount: count,
  quoteCount: count,
});

/**
 * Why a post is in the feed of somebody: `#reasonRepost`, `#reasonPin`. What it is called hangs on
 * this: an entry whose reason is odd is not read, and not taken for another thing.
 */
const reason = z.object({
  $type: z.string(),
  by: profile.nullish().catch(null),
  uri: recordUri.nullish(),
  indexedAt: text,
});

const entry = z.object({ post, reason: reason.nullish() });

export const authorFeed = z.object({ feed: tolerantList(entry), cursor: text });

/** What a refusal says: `{"error":"InvalidRequest","message":"Profile not found"}`. */
export const refusal = z.object({ error: text, message: text });

export type Profile = z.infer<typeof profile>;
export type FeedEntry = z.infer<typeof entry>;
export type Post = z.infer<typeof post>;
export type PostRecord = Post["record"];
export type Embed = z.infer<typeof embed>;
export type Quoted = z.infer<typeof quoted>;
