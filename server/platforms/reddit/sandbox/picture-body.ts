import { pictureOf } from "../../../sandbox/pictures.ts";
import type { SandboxPicture } from "../../../sandbox/pictures.ts";
import { hexOf, numberOf } from "../../../sandbox/random.ts";
import type { PostThing } from "./thing.ts";

type Body = Record<string, unknown>;

/** What a post of its shape has beside its words: address, preview, gallery, film. */
export function toPictures(post: PostThing, own: string, publicOrigin: string): Body {
  const plain = { media: null, secure_media: null, media_embed: {}, thumbnail: "self" };
  const key = post.name;
  const kind = post.shape === "film" || post.shape === "link" ? "film" : "photo";
  const picture = pictureOf(`reddit ${key}`, kind, { publicOrigin });
  const thumbnail = picture.url;
  switch (post.shape) {
    case "text":
      return { ...plain, url: own, domain: `self.${post.community.name}` };
    case "link": {
      const url = post.link ?? own;
      const looks = {
        url,
        domain: new URL(url).hostname,
        post_hint: "link",
        preview: preview(picture),
      };
      return { ...plain, thumbnail, url_overridden_by_dest: url, ...looks };
    }
    case "image": {
      const { url } = picture;
      const looks = { url, domain: "i.redd.it", post_hint: "image", preview: preview(picture) };
      return { ...plain, thumbnail, url_overridden_by_dest: url, ...looks };
    }
    case "gallery":
      return { ...plain, ...gallery(post, publicOrigin), domain: "reddit.com", thumbnail };
    case "film": {
      const url = `https://v.redd.it/${fileOf(key)}`;
      const media = { reddit_video: film(url) };
      const looks = {
        url,
        domain: "v.redd.it",
        post_hint: "hosted:video",
        preview: preview(picture),
      };
      return { ...plain, media, secure_media: media, url_overridden_by_dest: url, ...looks };
    }
  }
}

function gallery(post: PostThing, publicOrigin: string): Body {
  const files = post.captions.map((caption, at) => ({
    id: fileOf(`${post.name} ${at}`),
    caption,
    at,
    picture: pictureOf(`reddit ${post.name} ${at}`, "photo", { publicOrigin }),
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
      files.map(({ id, picture }) => [
        id,
        {
          status: "valid",
          e: "Image",
          m: "image/jpg",
          id,
          p: [108, 320, 640, 1080].map((width) => {
            const { url: u, width: x, height: y } = sized(picture, width, "crop=smart&auto=webp");
            return { x, y, u };
          }),
          s: { x: picture.width, y: picture.height, u: signed(picture.url, "auto=webp") },
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

function preview(picture: SandboxPicture): Body {
  const { url, width, height } = picture;
  const source = { url: signed(url, "auto=webp"), width, height };
  const resolutions = [108, 320, 640, 1080].map((wide) => sized(picture, wide, "auto=webp"));
  return {
    images: [{ id: hexOf(`preview ${url}`, 20), source, resolutions, variants: {} }],
    enabled: true,
  };
}

function sized(
  { url, width, height }: SandboxPicture,
  wide: number,
  query: string,
): SandboxPicture {
  const high = Math.round((wide * height) / width);
  return { url: signed(url, `width=${wide}&${query}`), width: wide, height: high };
}

/** As the addresses of their previews are: with several parameters. */
function signed(url: string, query: string): string {
  return `${url}?${query}&s=${hexOf(`${url} ${query}`, 40)}`;
}

/** Letters and digits, as their names of files are. */
function fileOf(key: string): string {
  return BigInt(`0x${hexOf(key, 17)}`)
    .toString(36)
    .padStart(13, "0")
    .slice(0, 13);
}
