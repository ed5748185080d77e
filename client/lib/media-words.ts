import type { Item, Medium } from "../../shared/item.ts";
import { countOf } from "./numbers.ts";

const NAMES: Readonly<Record<Medium["type"], readonly [one: string, many: string]>> = {
  image: ["picture", "pictures"],
  video: ["video", "videos"],
  audio: ["recording", "recordings"],
  link: ["link", "links"],
};

/** `2 pictures, 1 video`; empty for none. */
export function mediaWords(media: readonly Medium[]): string {
  const types = [...new Set(media.map(({ type }) => type))];
  return types
    .map((type) => countOf(media.filter((each) => each.type === type).length, ...NAMES[type]))
    .join(", ");
}

/** What one of them is called: `picture`. */
export function mediumName({ type }: Medium): string {
  return NAMES[type][0];
}

/** Marks that ask for a second thought before anything is seen. */
const COVERING = ["sensitive", "spoiler", "nsfw"];

/**
 * What of an item stays covered until it is asked for, and why; null for nothing. Under a title, which
 * is a warning then, the text is covered too.
 */
export function coverOf({ marks, media, title, body }: Item): Cover | null {
  const mark = marks.find((each) => COVERING.includes(each));
  const pictures = media.filter(hasPicture);
  const hidesText = title !== "" && body !== null;
  if (mark === undefined || (pictures.length === 0 && !hidesText)) return null;
  const parts = [hidesText ? "the text" : "", mediaWords(pictures)].filter((part) => part !== "");
  return { mark, hidden: parts.join(" and ") };
}

export interface Cover {
  readonly mark: string;
  /** `the text and 2 pictures`. */
  readonly hidden: string;
}

/** What a medium is called beside its host; null where that is its address, or the title above it. */
export function mediumText({ text, url }: Medium, title: string): string | null {
  if (text === null || text === title) return null;
  return bare(url).startsWith(bare(text).replace(/…$/, "")) ? null : text;
}

/** An address as people write it. */
function bare(address: string): string {
  return address
    .toLowerCase()
    .replace(/^https?:\/\/(www\.)?/, "")
    .replace(/\/$/, "");
}

/** An address that says no more than the text above it does. */
export function isInText(medium: Medium, { title, body }: Item): boolean {
  const text = title === "" ? body : null;
  return (
    mediumText(medium, "") === null && (text?.toLowerCase().includes(bare(medium.url)) ?? false)
  );
}

/** Something to look at right here; the rest is a line of text. */
export function hasPicture({ type, previewUrl }: Medium): boolean {
  return type === "image" || (type === "video" && previewUrl !== null);
}
