import { PlatformError } from "../../errors.ts";
import { keptAnswer } from "../http.ts";
import { toAddress, toBody, toFigures, toLanguage, toTime, toTitle } from "../item-text.ts";
import type { PlatformAccount, PlatformItem, RawPage } from "../page.ts";
import { toDuration } from "./duration.ts";
import { channelAddress } from "./read-channel.ts";
import { playlistEntry, readablePageOf, video } from "./schema.ts";
import type { YoutubePlaylistEntry, YoutubeVideo } from "./schema.ts";

/** Theirs to items. Pure and total: what has no valid time is left out. */

export const PLAYLIST_ITEMS = "playlist-items";
export const VIDEOS = "videos";

/** YouTube's own end for a short; its answers do not say what is one. */
const LONGEST_SHORT_S = 180;

export function mapRaw(raw: RawPage, account: PlatformAccount): readonly PlatformItem[] {
  const answer = keptAnswer(raw.url, raw.body);
  switch (raw.endpoint) {
    case PLAYLIST_ITEMS:
      return kept(answer.json(readablePageOf(playlistEntry)).items, (one) =>
        toListed(one, account),
      );
    case VIDEOS:
      return kept(answer.json(readablePageOf(video)).items, (one) => toVideo(one, account));
    default:
      throw new PlatformError("bad_response", `No mapper reads ${raw.endpoint}.`);
  }
}

/** A playlist may name a video twice. */
function kept<T>(entries: readonly T[], toItem: (entry: T) => PlatformItem | null): PlatformItem[] {
  const items = entries.flatMap((entry) => toItem(entry) ?? []);
  return [...new Map(items.map((item) => [item.externalId, item])).values()];
}

export function externalIdOf(videoId: string): string {
  return `video:${videoId}`;
}

/** What the uploads say of a video: enough to show it, and less than its own answer knows. */
export function toListed(
  entry: YoutubePlaylistEntry,
  account: PlatformAccount,
): PlatformItem | null {
  const { snippet, contentDetails, status, videoId } = entry;
  // `publishedAt` is here when it was added: all there is of a video that was never made public.
  const occurredAt = toTime(contentDetails?.videoPublishedAt) ?? toTime(snippet?.publishedAt);
  if (occurredAt === null || isPlaceholder(entry)) return null;
  return {
    ...itemOf(videoId, snippet, account),
    ...visibilityOf(status?.privacyStatus, false),
    kind: "video",
    occurredAt,
    state: null,
    reference: null,
    figures: {},
    language: null,
    isSecondary: true,
  };
}

export function toVideo(one: YoutubeVideo, account: PlatformAccount): PlatformItem | null {
  const { id, snippet, contentDetails, statistics, status } = one;
  const occurredAt = toTime(snippet?.publishedAt);
  if (occurredAt === null) return null;
  const isSensitive = contentDetails?.contentRating?.ytRating === "ytAgeRestricted";
  return {
    ...itemOf(id, snippet, account),
    ...visibilityOf(status?.privacyStatus, isSensitive),
    kind: kindOf(one),
    occurredAt,
    state: broadcastOf(one),
    reference: toDuration(contentDetails?.duration)?.text ?? null,
    figures: toFigures({
      views: statistics?.viewCount,
      likes: statistics?.likeCount,
      comments: statistics?.commentCount,
    }),
    language: toLanguage(snippet?.defaultAudioLanguage) ?? toLanguage(snippet?.defaultLanguage),
    isSecondary: false,
  };
}

/** What stands in a playlist for a video that was deleted, or that we may not see. */
export function isPlaceholder(entry: YoutubePlaylistEntry): boolean {
  const { snippet, contentDetails, status } = entry;
  const isNamedSo = /^(deleted|private) video$/i.test(snippet?.title?.trim() ?? "");
  const isUnspecified = status?.privacyStatus === "privacyStatusUnspecified";
  const isPublished = Boolean(contentDetails?.videoPublishedAt);
  const hasImage = Object.keys(snippet?.thumbnails ?? {}).length > 0;
  return (isNamedSo || isUnspecified) && !isPublished && !hasImage;
}

/** Null when it is over, or was none; a word that is new here survives. */
export function broadcastOf({ snippet }: YoutubeVideo): string | null {
  const word = snippet?.liveBroadcastContent?.trim().toLowerCase() ?? "";
  return word === "" || word === "none" ? null : word;
}

function kindOf(one: YoutubeVideo): string {
  if (one.liveStreamingDetails || broadcastOf(one) !== null) return "stream";
  const seconds = toDuration(one.contentDetails?.duration)?.seconds ?? Infinity;
  const words = `${one.snippet?.title ?? ""} ${one.snippet?.description ?? ""}`;
  const isShort = seconds <= LONGEST_SHORT_S && /(^|\s)#shorts?\b/i.test(words);
  return isShort ? "short" : "video";
}

type Snippet = NonNullable<YoutubePlaylistEntry["snippet"] | YoutubeVideo["snippet"]>;

function itemOf(id: string, snippet: Snippet | null | undefined, account: PlatformAccount) {
  const title = toTitle(snippet?.title) || id;
  const image = thumbnailOf(snippet?.thumbnails);
  const address = `https://www.youtube.com/watch?v=${id}`;
  return {
    externalId: externalIdOf(id),
    title,
    body: toBody(snippet?.description),
    url: address,
    place: {
      name: toTitle(snippet?.channelTitle) || account.displayName || account.handle,
      url: channelAddress(snippet?.channelId ?? account.externalId),
    },
    startedAt: null,
    media:
      image === null
        ? []
        : [{ type: "video" as const, url: address, previewUrl: image, text: title }],
  };
}

const SIZES = ["maxres", "standard", "high", "medium", "default"];

function thumbnailOf(thumbnails: Snippet["thumbnails"]): string | null {
  for (const size of SIZES) {
    const address = toAddress(thumbnails?.[size]?.url);
    if (address !== null) return address;
  }
  return null;
}

/** Whatever is not plainly public is private; a missing word is that of an answer without this part. */
function visibilityOf(privacyStatus: string | null | undefined, isSensitive: boolean) {
  const word = privacyStatus?.trim().toLowerCase() || "public";
  return {
    isPrivate: word !== "public",
    marks: [
      ...(word === "private" || word === "unlisted" ? [word] : []),
      ...(isSensitive ? ["sensitive"] : []),
    ],
  };
}
