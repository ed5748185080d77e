import * as z from "zod";

/**
 * X's API v2, the fields that are used. X renamed them in its specification of August 2026 and answers
 * in either dialect: both spellings are read here, and nobody else sees the difference.
 */

/** 64 bits: always a text, never a number that could be rounded. */
const id = z.union([z.string().regex(/^\d{1,20}$/), z.int().nonnegative().transform(String)]);

/** What is of the wrong type is as good as absent: it never loses what stands beside it. */
function maybe<T extends z.ZodType>(schema: T) {
  return schema.nullish().catch(null);
}

/** The entries that can be read. */
function listOf<T>(schema: z.ZodType<T>) {
  return maybe(z.array(z.unknown())).transform((entries) =>
    (entries ?? []).flatMap((entry) => {
      const parsed = schema.safeParse(entry);
      return parsed.success ? [parsed.data] : [];
    }),
  );
}

const urlEntity = z.object({
  url: z.string().min(1),
  expanded_url: maybe(z.string()),
});
/** Part of addresses: nothing that could change where they lead. */
const handle = z.string().regex(/^\w{1,50}$/);
const mention = z.object({ username: handle, id: maybe(id) });
const entities = z.object({ urls: listOf(urlEntity), mentions: listOf(mention) });
const note = z.object({ text: z.string().min(1), entities: maybe(entities) });
const reference = z.object({ type: z.string(), id });
const metrics = z.object({
  like_count: maybe(z.number()),
  reply_count: maybe(z.number()),
  quote_count: maybe(z.number()),
  retweet_count: maybe(z.number()),
  repost_count: maybe(z.number()),
});

const post = z
  .object({
    id,
    text: maybe(z.string()),
    created_at: maybe(z.string()),
    author_id: maybe(id),
    in_reply_to_user_id: maybe(id),
    display_text_range: maybe(z.array(z.int())),
    edit_history_tweet_ids: listOf(id),
    edit_history_post_ids: listOf(id),
    referenced_tweets: listOf(reference),
    referenced_posts: listOf(reference),
    entities: maybe(entities),
    note_tweet: maybe(note),
    note_post: maybe(note),
    attachments: maybe(z.object({ media_keys: listOf(z.string()) })),
    public_metrics: maybe(metrics),
    possibly_sensitive: maybe(z.boolean()),
    lang: maybe(z.string()),
  })
  .transform((one) => ({
    id: one.id,
    text: one.text ?? null,
    createdAt: one.created_at ?? null,
    authorId: one.author_id ?? null,
    repliesTo: one.in_reply_to_user_id ?? null,
    textStart: one.display_text_range?.[0] ?? null,
    history: [...one.edit_history_tweet_ids, ...one.edit_history_post_ids],
    references: [...one.referenced_tweets, ...one.referenced_posts],
    note: one.note_tweet ?? one.note_post ?? null,
    urls: one.entities?.urls ?? [],
    mentions: one.entities?.mentions ?? [],
    mediaKeys: one.attachments?.media_keys ?? [],
    isSensitive: one.possibly_sensitive === true,
    language: one.lang ?? null,
    likes: one.public_metrics?.like_count,
    reposts: one.public_metrics?.retweet_count ?? one.public_metrics?.repost_count,
    replies: one.public_metrics?.reply_count,
    quotes: one.public_metrics?.quote_count,
  }));

const user = z
  .object({
    id,
    username: handle,
    name: maybe(z.string()),
    protected: maybe(z.boolean()),
    public_metrics: maybe(
      z.object({ tweet_count: maybe(z.number()), post_count: maybe(z.number()) }),
    ),
  })
  .transform(({ public_metrics, ...one }) => ({
    ...one,
    posts: public_metrics?.tweet_count ?? public_metrics?.post_count ?? null,
  }));

const media = z.object({
  media_key: z.string().min(1),
  type: z.string(),
  url: maybe(z.string()),
  preview_image_url: maybe(z.string()),
  alt_text: maybe(z.string()),
  variants: listOf(
    z.object({
      url: z.string(),
      bit_rate: maybe(z.number()),
      content_type: maybe(z.string()),
    }),
  ),
});

/** RFC 9457, as X words it: the end of `type` says what it is, its host has changed over the years. */
export const problem = z.object({
  type: maybe(z.string()),
  title: maybe(z.string()),
  detail: maybe(z.string()),
  reason: maybe(z.string()),
  period: maybe(z.string()),
  scope: maybe(z.string()),
  resource_type: maybe(z.string()),
  resource_id: maybe(id),
  parameter: maybe(z.string()),
  errors: listOf(z.object({ parameters: z.record(z.string(), z.unknown()) })),
});

export const problems = z.object({ errors: listOf(problem) });

const includes = z.object({
  users: listOf(user),
  media: listOf(media),
  tweets: listOf(post),
  posts: listOf(post),
});

/** A page of a person's posts. Without posts there is no `data`; an answer that says nothing is none. */
export const timelinePage = z
  .object({
    data: z.array(z.unknown()).nullish(),
    includes: maybe(includes),
    errors: listOf(problem),
    meta: maybe(z.object({ next_token: maybe(z.string().min(1)), newest_id: maybe(id) })),
  })
  .refine(({ data, meta, errors }) => data || meta || errors.length > 0, "says nothing")
  .transform((page) => ({
    entries: page.data?.length ?? 0,
    posts: listOf(post).parse(page.data),
    users: page.includes?.users ?? [],
    media: page.includes?.media ?? [],
    included: [...(page.includes?.tweets ?? []), ...(page.includes?.posts ?? [])],
    errors: page.errors,
    next: page.meta?.next_token ?? null,
    newestId: page.meta?.newest_id ?? null,
  }))
  .refine(({ entries, posts }) => entries === 0 || posts.length > 0, "holds nothing readable");

export const viewer = z.object({ data: user.nullish(), errors: listOf(problem) });

export type Post = z.infer<typeof post>;
export type User = z.infer<typeof user>;
export type Media = z.infer<typeof media>;
export type Problem = z.infer<typeof problem>;
export type TimelinePage = z.infer<typeof timelinePage>;
