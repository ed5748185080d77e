import type { Channel } from "./channel.ts";
import { etagOf } from "./answer.ts";
import { broadcastAt, firstSeenAt, dateAt, isDeleted, privacyAt, titleAt } from "./sight.ts";
import { pictureOf } from "../../../sandbox/pictures.ts";
import { numberOf } from "../../../sandbox/random.ts";
import { DAY } from "../../../sandbox/times.ts";
import type { Video } from "./video.ts";

/** Resources as YouTube writes them; `part` says which of their parts are sent. */

type Json = Readonly<Record<string, unknown>>;

interface Sight {
  readonly video: Video;
  readonly now: number;
  readonly publicOrigin: string;
}

const FIRST_DAY = Date.UTC(2022, 0, 9, 17, 20, 11);

function resource(kind: string, id: string, parts: Json, part: readonly string[]): Json {
  const sent = Object.fromEntries(
    Object.entries(parts).filter(([name, value]) => part.includes(name) && value !== undefined),
  );
  return { kind: `youtube#${kind}`, etag: etagOf([id, sent]), id, ...sent };
}

export function channelBody(channel: Channel, videos: readonly Video[], part: readonly string[]) {
  const { id, uploads, title, customUrl } = channel;
  const description = "Small tools, made in the open.";
  const picture = (size: number) => ({
    url: `https://yt3.ggpht.com/ytc/${id.slice(2, 14)}=s${size}-c-k-c0x00ffffff-no-rj`,
    width: size,
    height: size,
  });
  const parts = {
    snippet: {
      title,
      description,
      customUrl,
      publishedAt: iso(FIRST_DAY),
      thumbnails: { default: picture(88), medium: picture(240), high: picture(800) },
      localized: { title, description },
      country: "NO",
    },
    contentDetails: { relatedPlaylists: { likes: "LL", uploads } },
    statistics: {
      viewCount: String(videos.length * 311),
      subscriberCount: "1240",
      hiddenSubscriberCount: false,
      videoCount: String(videos.length),
    },
    status: { privacyStatus: "public", isLinked: true, longUploadsStatus: "allowed" },
  };
  return resource("channel", id, parts, part);
}

export function playlistItemBody(
  { id: channelId, title: channelTitle, uploads }: Channel,
  { video, position, now, publicOrigin }: Sight & { position: number },
  part: readonly string[],
): Json {
  const id = btoa(`${uploads}.${video.id}`).replace(/=+$/, "");
  const isGone = isDeleted(video, now);
  const seenAt = isGone ? null : firstSeenAt(video, now);
  const owner = isGone
    ? {}
    : { videoOwnerChannelTitle: channelTitle, videoOwnerChannelId: channelId };
  const parts = {
    snippet: {
      publishedAt: iso(seenAt ?? video.addedAt),
      channelId,
      title: isGone ? "Deleted video" : titleAt(video, now),
      description: isGone ? "This video is unavailable." : video.description,
      thumbnails: isGone ? {} : thumbnailsOf(video, publicOrigin),
      channelTitle,
      playlistId: uploads,
      position,
      resourceId: { kind: "youtube#video", videoId: video.id },
      ...owner,
    },
    contentDetails: {
      videoId: video.id,
      ...(seenAt === null ? {} : { videoPublishedAt: iso(seenAt) }),
    },
    status: { privacyStatus: isGone ? "privacyStatusUnspecified" : privacyAt(video, now) },
  };
  return resource("playlistItem", id, parts, part);
}

export function videoBody(
  { id: channelId, title: channelTitle }: Channel,
  { video, now, publicOrigin }: Sight,
  part: readonly string[],
): Json {
  const title = titleAt(video, now);
  const { description, language } = video;
  const broadcast = broadcastAt(video, now);
  const isShort = video.form === "short";
  const parts = {
    snippet: {
      publishedAt: iso(dateAt(video, now)),
      channelId,
      title,
      description,
      thumbnails: thumbnailsOf(video, publicOrigin),
      channelTitle,
      ...(isShort ? {} : { tags: ["open source", video.form] }),
      categoryId: "28",
      liveBroadcastContent: broadcast,
      ...(language === null ? {} : { defaultLanguage: language }),
      localized: { title, description },
      ...(language === null ? {} : { defaultAudioLanguage: language }),
    },
    contentDetails: {
      duration: broadcast === "none" ? durationOf(lengthOf(video)) : "P0D",
      dimension: "2d",
      definition: "hd",
      caption: "false",
      licensedContent: false,
      contentRating: video.isSensitive ? { ytRating: "ytAgeRestricted" } : {},
      projection: "rectangular",
    },
    status: {
      uploadStatus: broadcast === "none" ? "processed" : "uploaded",
      privacyStatus: privacyAt(video, now),
      license: "youtube",
      embeddable: true,
      publicStatsViewable: true,
      madeForKids: false,
      selfDeclaredMadeForKids: false,
      containsSyntheticMedia: false,
    },
    statistics: statisticsOf(video, now),
    liveStreamingDetails: liveOf(video, now),
  };
  return resource("video", video.id, parts, part);
}

function statisticsOf(video: Video, now: number): Json {
  const age = Math.max(0, now - dateAt(video, now)) / DAY;
  const views = Math.floor(video.reach * (1 - Math.exp(-age / 45)) + age * (video.reach / 900));
  return {
    viewCount: String(views),
    ...(video.hidesLikes ? {} : { likeCount: String(Math.floor(views * 0.041)) }),
    favoriteCount: "0",
    ...(video.hidesComments ? {} : { commentCount: String(Math.floor(views * 0.006)) }),
  };
}

function liveOf({ live, id }: Video, now: number): Json | undefined {
  if (live === null) return undefined;
  const late = (numberOf(`${id} late`, 5) + 1) * 1000;
  return {
    ...(live.from <= now ? { actualStartTime: iso(live.from) } : {}),
    ...(live.until <= now ? { actualEndTime: iso(live.until) } : {}),
    scheduledStartTime: iso(live.from - late),
    ...(live.from <= now && now < live.until ? { concurrentViewers: "17" } : {}),
  };
}

function lengthOf({ live, seconds }: Video): number {
  return live === null ? seconds : Math.floor((live.until - live.from) / 1000);
}

function durationOf(seconds: number): string {
  const [hours, minutes, rest] = [
    Math.floor(seconds / 3600),
    Math.floor(seconds / 60) % 60,
    seconds % 60,
  ];
  const part = (value: number, unit: string): string => (value === 0 ? "" : `${value}${unit}`);
  return `PT${part(hours, "H")}${part(minutes, "M")}${part(rest, "S")}`;
}

/** One picture: what has no size of its own needs no smaller copies. */
function thumbnailsOf({ id }: Video, publicOrigin: string): Json {
  const { url } = pictureOf(`youtube ${id}`, "film", { publicOrigin });
  const size = (width: number, height: number) => ({ url, width, height });
  return {
    default: size(120, 90),
    medium: size(320, 180),
    high: size(480, 360),
    standard: size(640, 480),
    // Older uploads were not filmed sharp enough for it.
    ...(numberOf(`${id} size`, 5) === 0 ? {} : { maxres: size(1280, 720) }),
  };
}

/** Whole seconds, as the service writes them. */
function iso(time: number): string {
  return new Date(time).toISOString().replace(/\.000Z$/, "Z");
}
