import { hexOf, numberOf } from "../../../sandbox/random.ts";
import type { PostThing } from "./thing.ts";

type Body = Record<string, unknown>;

/** What a post of its shape has beside its words: address, preview, gallery, film. */
export function toPictures(post: PostThing, own: string): Body {
  const plain = { media: null, secure_media: null, media_embed: {}, thumbnail: "self" };
  const key = post.name;
  switch (post.shape) {
    case "text":
      return { ...plain, url: own, domain: `self.${post.community.name}` };
    case "link": {
      const url = post.link ?? own;
      const looks = {
        url,
        domain: new URL(url).hostname,
        post_hint: "link",
        preview: preview(key),
      };
      return { ...plain, thumbnail: thumbnail(key), url_overridden_by_dest: url, ...looks };
    }
    case "image": {
      const url = `https://i.redd.it/${fileOf(key)}.png`;
      const looks = { url, domain: "i.redd.it", post_hint: "image", preview: preview(key) };
      return { ...plain, thumbnail: thumbnail(key), url_overridden_by_dest: url, ...looks };
    }
    case "gallery":
      return { ...plain, ...gallery(post), domain: "reddit.com", thumbnail: thumbnail(key) };
    case "film": {
      const url = `https://v.redd.it/${fileOf(key)}`;
      const media = { reddit_video: film(url) };
      const looks = { url, domain: "v.redd.it", post_hint: "hosted:video", preview: preview(key) };
      return { ...plain, media, secure_media: media, url_overridden_by_dest: url, ...looks };
    }
  }
}

function gallery(post: PostThing): Body {
  const files = post.captions.map((caption, at) => ({
    id: fileOf(`${post.name} ${at}`),
    caption,
    at,
  }));
  const url = `https://www.reddit.com/gallery/${post.name.slice(3)}`;
  return {
    url,
    url_overridden_by_dest: url,
    is_gallery: true,
    gallery_data: {
      items: files.map(({ id, caption, at }) => ({ media_id: id, caption, id: 500_000 + at })),
    },
    media_metadata: Object.fromEntries(
      files.map(({ id }) => [
        id,
        {
          status: "valid",
          e: "Image",
          m: "image/jpg",
          id,
          p: [108, 320, 640, 1080].map((x) => ({
            x,
            y: Math.round(x * 0.66),
            u: `https://preview.redd.it/${id}.jpg?width=${x}&crop=smart&auto=webp&s=${hexOf(`${id} ${x}`, 40)}`,
          })),
          s: {
            x: 2016,
            y: 1344,
            u: `https://preview.redd.it/${id}.jpg?width=2016&format=pjpg&auto=webp&s=${hexOf(id, 40)}`,
          },
        },
      ]),
    ),
  };
}

function film(url: string): Body {
  return {
    bitrate_kbps: 2400,
    fallback_url: `${url}/DASH_720.mp4?source=fallback`,
    has_audio: false,
    height: 720,
    width: 1280,
    duration: 5 + numberOf(url, 40),
    dash_url: `${url}/DASHPlaylist.mpd`,
    hls_url: `${url}/HLSPlaylist.m3u8`,
    is_gif: false,
    transcoding_status: "completed",
    scrubber_media_url: `${url}/DASH_96.mp4`,
  };
}

function preview(key: string): Body {
  const id = fileOf(`preview ${key}`);
  const source = (width: number): Body => ({
    url: `https://preview.redd.it/${id}.png?width=${width}&auto=webp&s=${hexOf(`${id} ${width}`, 40)}`,
    width,
    height: Math.round(width * 0.56),
  });
  return {
    images: [
      { id, source: source(1600), resolutions: [108, 320, 640, 1080].map(source), variants: {} },
    ],
    enabled: true,
  };
}

function thumbnail(key: string): string {
  return `https://b.thumbs.redditmedia.com/${hexOf(`thumbnail ${key}`, 32)}.jpg`;
}

/** Letters and digits, as their names of files are. */
function fileOf(key: string): string {
  return BigInt(`0x${hexOf(key, 17)}`)
    .toString(36)
    .padStart(13, "0")
    .slice(0, 13);
}
