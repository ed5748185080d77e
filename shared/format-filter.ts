import type { FilterField, FilterTerm } from "./filter.ts";
import { FIELD_WORDS, fieldOf, PREFIX, SAYS, takesList } from "./filter-fields.ts";
import type { FilterWords } from "./filter-words.ts";
import { nameOfSource } from "./filter-words.ts";

/** Terms as the query language writes them; `parseFilter` reads the same terms from it. */
export function formatFilter(terms: readonly FilterTerm[], words: FilterWords): string {
  const parts: { field: FilterField; isExcluded: boolean; text: string }[] = [];
  for (const { field, value, isExcluded } of terms) {
    const last = parts.at(-1);
    const written = writeValue(field, value, words);
    const isListed =
      last?.field === field &&
      last.isExcluded === isExcluded &&
      field !== "text" &&
      takesList(field);
    if (isListed) last.text += `,${written}`;
    else {
      const prefix = field === "text" ? "" : `${FIELD_WORDS[field]}:`;
      parts.push({ field, isExcluded, text: `${isExcluded ? "-" : ""}${prefix}${written}` });
    }
  }
  return parts.map(({ text }) => text).join(" ");
}

function writeValue(field: FilterField, value: string, words: FilterWords): string {
  const name = field === "connection" ? nameOfSource(words, value) : value;
  const isBare = field === "text" ? isBareText(name, words) : /^[^\s,"][^\s,]*$/u.test(name);
  return isBare ? name : `"${name.replaceAll(/["\\]/g, "\\$&")}"`;
}

function isBareText(value: string, words: FilterWords): boolean {
  PREFIX.lastIndex = 0;
  const prefix = PREFIX.exec(value)?.[0] ?? "";
  const isWord = SAYS.test(value) && /^[^\s"-][^\s]*$/u.test(value);
  return isWord && fieldOf(prefix.slice(0, -1), words) === null;
}
