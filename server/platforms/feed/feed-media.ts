import type { Medium } from "../../../shared/item.ts";
import { toAddress, toTitle } from "../item-text.ts";
import { parseMarkup } from "../parse-markup.ts";

const ENDINGS: readonly (readonly [Medium["type"], RegExp])[] = [
  ["image", /\.(?:avif|gif|jpe?g|png|svg|webp)$/i],
  ["audio", /\.(?:aac|flac|m4a|mp3|oga|ogg|opus|wav)$/i],
  ["video", /\.(?:m4v|mov|mp4|mpe?g|ogv|webm)$/i],
];
/** Nobody looks at more of an article than this for its pictures. */
const LONGEST_LOOK = 200_000;

export interface Enclosed {
  readonly url: string | undefined;
  /** `audio/mpeg`, or `audio`; what a file is called says it where nothing else does. */
  readonly type: string | undefined;
  readonly text?: string | null;
  readonly base: string;
}

export function toMedium({ url, type, text, base }: Enclosed): Medium | null {
  const address = toAddress(url, base);
  if (address === null) return null;
  const title = toTitle(text);
  return {
    type: typeOf(type ?? "", address),
    url: address,
    previewUrl: null,
    text: title === "" ? null : title,
  };
}

function typeOf(type: string, address: string): Medium["type"] {
  const [word] = type.trim().toLowerCase().split("/");
  if (word === "image" || word === "audio" || word === "video") return word;
  const { pathname } = new URL(address);
  return ENDINGS.find(([, ending]) => ending.test(pathname))?.[0] ?? "link";
}

/** The pictures of an article: neither what counts readers nor what stands for a smile. */
export function picturesOf(html: string, base: string): readonly Medium[] {
  const found: Medium[] = [];
  parseMarkup(html.slice(0, LONGEST_LOOK), {
    isXml: false,
    onOpen(name, { src, alt, width, height, class: names = "" }) {
      const isSmall = [width, height].some((size) => /^\d$/.test(size ?? ""));
      if (name !== "img" || isSmall || /emoji|smiley/.test(names)) return;
      const medium = toMedium({ url: src, type: "image", text: alt ?? null, base });
      if (medium !== null) found.push(medium);
    },
    onText: () => undefined,
    onClose: () => undefined,
    isEnough: () => found.length >= 4,
  });
  return found;
}

/** At most four, none twice; a picture is better than a mere address of the same. */
export function fourOf(media: readonly Medium[]): readonly Medium[] {
  const byUrl = new Map<string, Medium>();
  for (const medium of media) {
    const known = byUrl.get(medium.url);
    if (known === undefined || known.type === "link") byUrl.set(medium.url, medium);
  }
  return [...byUrl.values()].slice(0, 4);
}
