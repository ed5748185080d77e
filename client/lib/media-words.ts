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

/** Why the media of an item stay covered until they are asked for, or null. */
export function coverOf({ marks, media }: Item): string | null {
  const mark = marks.find((each) => COVERING.includes(each));
  return mark !== undefined && media.some(hasPicture) ? mark : null;
}

/** Something to look at right here; the rest is a line of text. */
export function hasPicture({ type, previewUrl }: Medium): boolean {
  return type === "image" || (type === "video" && previewUrl !== null);
}
