const LENGTH = 400;
/** Stands where an item of a list begins, until all is on one line; no text has it. */
const ITEM = "\uE000";

/** Marks of Markdown, and what stays of them; the order matters. */
const FLATTENED: readonly (readonly [RegExp, string])[] = [
  [/<!--[\s\S]*?(?:-->|$)/g, " "],
  [/^ {0,3}(?:```+|~~~+)[^`~\n]*(?:\n|$)/gm, ""],
  [/!\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])/g, "$1"],
  [/\[([^\]]+)\](?:\([^)]*\)|\[[^\]]*\])/g, "$1"],
  [/<(https?:\/\/[^>\s]+)>/g, "$1"],
  [/^ {0,3}(?:[-*_] *){3,}$|^ {0,3}=+ *$/gm, " "],
  [/^(?:\s*>)+ ?/gm, ""],
  [/^\s*(?:[-*+]|\d{1,3}[.)]) +(?:\[[ xX]\] +)?/gm, ITEM],
  [/(`+)([^`]+?)\1/g, "$2"],
  [/```|~~~/g, " "],
  [/(\*\*\*|\*\*|~~)(?=\S)([\s\S]*?\S)\1/g, "$2"],
  [/(?<![\p{L}\p{N}_])(___|__|_)(?=\S)([^\n]*?[^\s_])\1(?!\.?[\p{L}\p{N}_])/gu, "$2"],
  [/(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]*?\S)\*(?![\p{L}\p{N}*])/gu, "$1"],
];
const HEADING = /^ {0,3}#{1,6}(?: +(.*?))?(?: +#+)? *$/gm;

/** The first paragraph of a text, as plain text; null when nothing readable is in it. */
export function toExcerpt(body: string | null): string | null {
  if (body === null) return null;
  const flat = FLATTENED.reduce(
    (text, [mark, rest]) => text.replace(mark, rest),
    body.slice(0, 4 * LENGTH),
  );
  // A heading without its text below says little, unless there is nothing else.
  const text = toOneLine(flat.replace(HEADING, "")) || toOneLine(flat.replace(HEADING, "$1"));
  if (text === "") return null;
  return text.length <= LENGTH ? text : `${text.slice(0, LENGTH).trimEnd()}…`;
}

function toOneLine(text: string): string {
  return firstParagraph(text)
    .split(ITEM)
    .map((item) => item.replace(/\s+/g, " ").trim())
    .filter((item) => item !== "")
    .reduce((line, item) => (line === "" ? item : `${line}${jointAfter(line)} ${item}`), "");
}

/** With the one that follows it, where it only says that something follows. */
function firstParagraph(text: string): string {
  const [first = "", second = ""] = text
    .split(/\n[^\S\n]*\n/)
    .filter((paragraph) => /[^\s\uE000]/.test(paragraph));
  return first.trimEnd().endsWith(":") ? `${first} ${second}` : first;
}

/** Nothing where a sentence ends, nor after an address, which the mark would seem a part of. */
function jointAfter(line: string): string {
  return /[.,:;!?…]["'”’)]?$/.test(line) || /https?:\/\/\S+$/.test(line) ? "" : ",";
}
