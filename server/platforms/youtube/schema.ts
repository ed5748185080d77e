import * as z from "zod";

/**
 * The parts of YouTube's answers that are read. A field of a strange type counts as missing, an entry
 * without its id is left out, and a word that is not known yet survives.
 * https://developers.google.com/youtube/v3/docs
 */

const text = z.string().nullish().catch(null);

/** What says who may see it is never taken for missing, and so for public, when it is only strange. */
const STRANGE = { privacyStatus: "unreadable" };
const privacy = z.string().nullish().catch(STRANGE.privacyStatus);

/** Counts come as texts. */
const count = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  .nullish()
  .catch(null);

/** It becomes part of addresses. */
const id = z.string().regex(/^[\w-]{1,64}$/);
const maybeId = id.nullish().catch(null);

const thumbnails = z
  .record(z.string(), z.object({ url: text }).nullish().catch(null))
  .nullish()
  .catch(null);

export const channel = z.object({
  id,
  snippet: z.object({ title: text, customUrl: text }).nullish().catch(null),
  contentDetails: z
    .object({ relatedPlaylists: z.object({ uploads: maybeId }).nullish().catch(null) })
    .nullish()
    .catch(null),
});

export const playlistEntry = z
  .object({
    snippet: z
      .object({
        publishedAt: text,
        title: text,
        description: text,
        channelId: maybeId,
        channelTitle: text,
        thumbnails,
        resourceId: z.object({ videoId: maybeId }).nullish().catch(null),
      })
      .nullish()
      .catch(null),
    contentDetails: z.object({ videoId: maybeId, videoPublishedAt: text }).nullish().catch(null),
    status: z.object({ privacyStatus: privacy }).nullish().catch(STRANGE),
  })
  .transform((entry, context) => {
    const videoId = entry.contentDetails?.videoId ?? entry.snippet?.resourceId?.videoId;
    if (videoId) return { ...entry, videoId };
    context.addIssue({ code: "custom", message: "No video", path: ["contentDetails", "videoId"] });
    return z.NEVER;
  });

export const video = z.object({
  id,
  snippet: z
    .object({
      publishedAt: text,
      title: text,
      description: text,
      channelId: maybeId,
      channelTitle: text,
      thumbnails,
      liveBroadcastContent: text,
      defaultLanguage: text,
      defaultAudioLanguage: text,
    })
    .nullish()
    .catch(null),
  contentDetails: z
    .object({
      duration: text,
      contentRating: z.object({ ytRating: text }).nullish().catch(null),
    })
    .nullish()
    .catch(null),
  statistics: z
    .object({ viewCount: count, likeCount: count, commentCount: count })
    .nullish()
    .catch(null),
  status: z
    .object({ privacyStatus: privacy, uploadStatus: text })
    .nullish()
    .catch({ ...STRANGE, uploadStatus: null }),
  liveStreamingDetails: z
    .object({ actualStartTime: text, scheduledStartTime: text })
    .nullish()
    .catch(null),
});

/** A page of a listing: without `items` there are none. */
const pageFields = {
  etag: text,
  nextPageToken: text,
  pageInfo: z.object({ totalResults: count }).nullish().catch(null),
};

/** One odd entry must not hide the rest of its page; a page of nothing but odd entries is an error. */
export function pageOf<T>(entry: z.ZodType<T>) {
  return z.object({
    ...pageFields,
    items: z
      .array(z.unknown())
      .nullish()
      .transform((entries, context) => {
        const { good, issue } = sift(entries ?? [], entry);
        if (good.length === 0 && issue) {
          context.addIssue({ code: "custom", message: issue.message, path: [0, ...issue.path] });
        }
        return good;
      }),
  });
}

/** The same, content with what can be read, be it nothing. */
export function readablePageOf<T>(entry: z.ZodType<T>) {
  const page = z.object({ ...pageFields, items: z.array(z.unknown()).nullish() });
  return page.transform(({ items, ...fields }) => {
    const { good } = sift(items ?? [], entry);
    return { ...fields, items: good, skipped: (items?.length ?? 0) - good.length };
  });
}

function sift<T>(entries: readonly unknown[], entry: z.ZodType<T>) {
  const results = entries.map((value) => entry.safeParse(value));
  return {
    good: results.flatMap((result) => (result.success ? [result.data] : [])),
    issue: results[0]?.error?.issues[0],
  };
}

/** https://developers.google.com/youtube/v3/docs/errors */
export const refusal = z.object({
  error: z.object({
    errors: z.array(z.object({ reason: text })).catch([]),
    details: z.array(z.object({ reason: text })).catch([]),
  }),
});

export type YoutubeChannel = z.infer<typeof channel>;
export type YoutubePlaylistEntry = z.infer<typeof playlistEntry>;
export type YoutubeVideo = z.infer<typeof video>;
