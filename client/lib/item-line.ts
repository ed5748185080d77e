import type { Item } from "../../shared/item.ts";
import type { PlatformFace } from "../../shared/platforms.ts";
import { toExcerpt } from "./excerpt.ts";
import { atStart } from "./in-sentence.ts";
import { mediaWords } from "./media-words.ts";

/** An item in one line: its title, else its text, else what it is. */
export function itemLine(item: Item, info: PlatformFace | undefined): string {
  return item.title || toExcerpt(item.body) || item.reference || whatItIs(item, info);
}

/** `Post with 2 pictures`: for what has neither title nor text. */
export function whatItIs(item: Item, info: PlatformFace | undefined): string {
  const name = atStart(info?.kinds[item.kind]?.name ?? item.kind.replaceAll("_", " "));
  const media = mediaWords(item.media);
  return media === "" ? name : `${name} with ${media}`;
}
