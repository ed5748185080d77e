export interface TextPart {
  readonly text: string;
  /** Set where the text is an address. */
  readonly href: string | null;
}

const ADDRESS = /https?:\/\/[^\s<>"'\u201c\u201d]+/giu;
const LONGEST = 48;

/** A text in parts, so that addresses in it can be followed; they are shown without their scheme. */
export function toLinkParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const href = withoutTail(match[0]);
    if (!URL.canParse(href)) continue;
    if (match.index > end) parts.push({ text: text.slice(end, match.index), href: null });
    parts.push({ text: shorten(href), href });
    end = match.index + href.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), href: null });
  return parts;
}

/** What ends the sentence does not belong to the address, nor does a bracket that it did not open. */
function withoutTail(address: string): string {
  const cut = address.replace(/[.,:;!?…]+$/u, "");
  return cut.endsWith(")") && !cut.includes("(") ? withoutTail(cut.slice(0, -1)) : cut;
}

function shorten(href: string): string {
  const shown = href.replace(/^https?:\/\/(www\.)?/i, "").replace(/\/$/, "");
  return shown.length <= LONGEST ? shown : `${shown.slice(0, LONGEST - 1)}…`;
}
