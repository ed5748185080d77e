import type { FilterField } from "./filter.ts";
import type { FilterWords } from "./filter-words.ts";

const FIELDS: Readonly<Record<string, FilterField>> = {
  platform: "platform",
  connection: "connection",
  kind: "kind",
  place: "place",
  lang: "language",
  language: "language",
  is: "is",
  after: "after",
  before: "before",
};

/** How a field is written before its colon; words of `text` stand alone. */
export const FIELD_WORDS: Readonly<Record<Exclude<FilterField, "text">, string>> = {
  platform: "platform",
  connection: "connection",
  kind: "kind",
  place: "place",
  language: "lang",
  is: "is",
  after: "after",
  before: "before",
};

/** Letters and a colon at the start of a word. */
export const PREFIX = /[\p{L}_][\p{L}\p{N}_-]*:/uy;

/** What a word must have at least one of, to be one. */
export const SAYS = /[\p{L}\p{N}\p{Co}\p{Extended_Pictographic}]/u;

/** The field that a word before a colon names; null where it names none, as in `http://x`. */
export function fieldOf(word: string, words: FilterWords): FilterField | null {
  const name = word.toLowerCase();
  const own = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
  if (own) return own;
  const isPlace = words.platforms.some(
    ({ placeName, placeWords = [] }) => placeName === name || placeWords.includes(name),
  );
  return isPlace ? "place" : null;
}

/** Dates hold no list: whatever stands behind their colon is one of them. */
export function takesList(field: FilterField): boolean {
  return field !== "after" && field !== "before";
}
