import type { Medium } from "../../../shared/item.ts";
import { toAddress, toTitle } from "../item-text.ts";
import type { RedditComment, RedditOriginal } from "./schema.ts";

const MOST_MEDIA = 4;
/** Wide enough for a line of the timeline on a sharp screen. */
const PREVIEW_WIDTH = 640;

type MediaFile = NonNullable<NonNullable<RedditComment["media_metadata"]>[string]>;
type Source = NonNullable<MediaFile["p"]>[number];

/** What a post shows: its pictures, its film, or the page it leads to. */
export function toPostMedia(post: RedditOriginal): Medium[] {
  const files = toFiles(post);
  if (files.length > 0) return files;
  const previewUrl = toPreview(post);
  const film = toAddress((post.secure_media ?? post.media)?.reddit_video?.fallback_url);
  if (film !== null) return [{ type: "video", url: film, previewUrl, text: null }];
  const url = toAddress(post.url, "https://www.reddit.com");
  if (post.is_self === true || url === null || leadsToItself(post, url)) return [];
  if (post.post_hint === "image" || new URL(url).hostname === "i.redd.it") {
    return [{ type: "image", url, previewUrl, text: null }];
  }
  return [{ type: "link", url, previewUrl, text: toTitle(post.title) || null }];
}

/** The pictures of a gallery in its order, or those within a text. */
export function toFiles(
  thing: Pick<RedditOriginal, "media_metadata"> & Partial<Pick<RedditOriginal, "gallery_data">>,
): Medium[] {
  const files = thing.media_metadata ?? {};
  const order =
    thing.gallery_data?.items?.flatMap((item) =>
      item === null ? [] : [{ id: item.media_id, text: item.caption }],
    ) ?? Object.keys(files).map((id) => ({ id, text: null }));
  return order
    .flatMap(({ id, text }) => {
      const file = files[id];
      const medium = file ? toFile(id, file) : null;
      return medium === null ? [] : [{ ...medium, text: toTitle(text) || null }];
    })
    .slice(0, MOST_MEDIA);
}

function toFile(id: string, file: MediaFile): Omit<Medium, "text"> | null {
  if (file.status !== "valid" || file.e === "RedditVideo") return null;
  const kept = /^image\/(png|jpe?g|gif|webp)$/.exec(file.m ?? "")?.[1];
  const extension = kept === "jpeg" ? "jpg" : kept;
  // Their own copies keep their address; the addresses of previews are signed.
  const own = /^[a-z0-9]+$/.test(id) && extension ? `https://i.redd.it/${id}.${extension}` : null;
  const url = own ?? toAddress(file.s?.u ?? file.s?.gif ?? file.s?.mp4);
  return url === null ? null : { type: "image", url, previewUrl: closest(file.p) };
}

function toPreview({ preview }: RedditOriginal): string | null {
  const image = preview?.images?.[0];
  return closest(image?.resolutions) ?? toAddress(image?.source?.url);
}

/** The narrowest that is wide enough, or else the widest. */
function closest(sources: readonly Source[] | null | undefined): string | null {
  const byWidth = (sources ?? []).toSorted((a, b) => widthOf(a) - widthOf(b));
  const found = byWidth.find((one) => widthOf(one) >= PREVIEW_WIDTH) ?? byWidth.at(-1);
  return toAddress(found?.url ?? found?.u);
}

function widthOf({ width, x }: Source): number {
  return width ?? x ?? 0;
}

/** The address of a text post, a poll or a broken gallery is its own page. */
function leadsToItself({ permalink, name }: RedditOriginal, url: string): boolean {
  if (permalink && url.endsWith(permalink)) return true;
  return name !== undefined && new URL(url).pathname === `/gallery/${name.slice(3)}`;
}
