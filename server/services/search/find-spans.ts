import { cutText } from "../../store/cut-text.ts";
import { toAskedTokens } from "../../store/search-terms.ts";

/** [start, end) in UTF-16 units of the text as the reader sees it. */
export type Span = [start: number, end: number];

/** Where a text has any of these texts, as the index finds them; in order, none touching another. */
export function findSpans(text: string, texts: readonly string[]): Span[] {
  const pieces = cutText(text);
  const spans: Span[] = [];
  for (const asked of texts.map((one) => toAskedTokens(cutText(one)))) {
    for (let from = 0; asked.length > 0 && from + asked.length <= pieces.length; from += 1) {
      const fits = asked.every(({ token, isPrefix }, step) => {
        const there = pieces[from + step]?.token ?? "";
        return isPrefix ? there.startsWith(token) : there === token;
      });
      const first = pieces[from];
      const last = pieces[from + asked.length - 1];
      if (!fits || !first || !last) continue;
      spans.push([first.start, asked.at(-1)?.isPrefix ? last.firstEnd : last.end]);
    }
  }
  return joined(spans);
}

function joined(spans: readonly Span[]): Span[] {
  const all: Span[] = [];
  for (const [start, end] of spans.toSorted(([a], [b]) => a - b)) {
    const last = all.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else all.push([start, end]);
  }
  return all;
}
