import * as z from "zod";
import { tolerantList } from "../tolerant-list.ts";

/**
 * The parts of Reddit's answers that are read. Everything else is ignored, and what is of another
 * type than expected counts as absent: one odd field never loses a post.
 * https://www.reddit.com/dev/api · https://github.com/reddit-archive/reddit/wiki/JSON
 */

const text = z.string().nullish().catch(null);
const flag = z.boolean().nullish().catch(null);
const count = z.number().nullish().catch(null);

export const viewer = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  is_suspended: flag,
  /** The person's own page, whose title is the name they gave themselves. */
  subreddit: z.object({ title: text }).nullish().catch(null),
});

/** An address of a picture or film, and how wide it is. */
const source = z.object({ url: text, u: text, width: count, x: count });

const preview = z.object({
  images: z
    .array(
      z.object({
        source: source.nullish().catch(null),
        resolutions: z.array(source).nullish().catch(null),
      }),
    )
    .nullish()
    .catch(null),
});

const mediaFile = z.object({
  /** `valid`, or why it is not there. */
  status: text,
  /** `Image`, `AnimatedImage`, `RedditVideo`. */
  e: text,
  /** `image/png`. */
  m: text,
  p: z.array(source).nullish().catch(null),
  s: z.object({ u: text, gif: text, mp4: text }).nullish().catch(null),
});

const gallery = z.object({
  items: z
    .array(z.object({ media_id: z.string(), caption: text }).nullable().catch(null))
    .nullish()
    .catch(null),
});

const video = z
  .object({ reddit_video: z.object({ fallback_url: text }).nullish().catch(null) })
  .nullish()
  .catch(null);

const shared = z.object({
  /** The fullname: `t3_` or `t1_` and the id. */
  name: z.string().regex(/^t[13]_[0-9a-z]+$/),
  created_utc: z.number(),
  author: text,
  permalink: text,
  subreddit: text,
  subreddit_name_prefixed: text,
  /** `public`, `restricted`, `private`, `user` and others. */
  subreddit_type: text,
  score: count,
  /** A young comment's count that is not told yet. */
  score_hidden: flag,
  over_18: flag,
  /** False, or when it was. */
  edited: z.union([z.number(), z.boolean()]).nullish().catch(null),
  removed_by_category: text,
  /** Pictures within the text, or of a gallery. */
  media_metadata: z.record(z.string(), mediaFile.nullable().catch(null)).nullish().catch(null),
});

const pictured = {
  title: text,
  selftext: text,
  url: text,
  is_self: flag,
  is_gallery: flag,
  is_video: flag,
  post_hint: text,
  spoiler: flag,
  num_comments: count,
  gallery_data: gallery.nullish().catch(null),
  secure_media: video,
  media: video,
  preview: preview.nullish().catch(null),
};

/** What was crossposted, as far as it is shown. */
const original = shared.partial({ name: true, created_utc: true }).extend(pictured);

export const post = shared.extend({
  ...pictured,
  crosspost_parent: text,
  crosspost_parent_list: z.array(original.nullable().catch(null)).nullish().catch(null),
});

export const comment = shared.extend({
  body: text,
  link_id: text,
  link_author: text,
  link_title: text,
});

const entry = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("t3"), data: post }),
  z.object({ kind: z.literal("t1"), data: comment }),
]);

/** Of another kind: no activity that is known, but nobody knows what it was before. */
const other = z.object({ kind: z.string().regex(/^(?!t[13]$)/) }).transform(() => null);

const children = tolerantList(z.union([entry, other])).transform(({ entries: all, skipped }) => {
  const entries = all.filter((one) => one !== null);
  return { entries, skipped: skipped + all.length - entries.length };
});

export const listing = z.object({
  kind: z.literal("Listing"),
  data: z.object({ after: text, children }),
});

export type RedditPost = z.infer<typeof post>;
export type RedditOriginal = z.infer<typeof original>;
export type RedditComment = z.infer<typeof comment>;
export type RedditEntry = z.infer<typeof entry>;
