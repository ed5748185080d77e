import type { Span } from "./find-spans.ts";

/** A piece of a body, as it stands there, and what in it was looked for. */
export interface Excerpt {
  readonly text: string;
  readonly spans: Span[];
}

const BEFORE = 80;
const LENGTH = 240;
/** So far a border goes to spare a word. */
const WORD = 24;

/** The piece around the first of the spans; null where there is none. */
export function toExcerpt(body: string, spans: readonly Span[]): Excerpt | null {
  const [first] = spans;
  if (first === undefined) return null;
  const start = startNear(body, Math.max(0, first[0] - BEFORE), first[0]);
  const end = endNear(body, Math.max(start + LENGTH, first[1]), first[1]);
  return {
    text: body.slice(start, end),
    spans: spans
      .filter(([from]) => from < end)
      .map(([from, to]) => [from - start, Math.min(to, end) - start]),
  };
}

/** Behind the next gap, or else between two signs. */
function startNear(body: string, at: number, latest: number): number {
  if (at === 0) return 0;
  const gap = body.slice(at, Math.min(at + WORD, latest)).search(/\s\S/u);
  return gap === -1 ? atSign(body, at) : at + gap + 1;
}

/** Before the gap before, or else between two signs. */
function endNear(body: string, at: number, earliest: number): number {
  if (at >= body.length) return body.length;
  const from = Math.max(at - WORD, earliest);
  const gap = /\s\S*$/u.exec(body.slice(from, at + 1));
  return gap === null ? atSign(body, at) : from + gap.index;
}

/** Never inside a sign: letters with their marks, or two halves of one. */
function atSign(body: string, at: number): number {
  let place = at;
  while (
    place > 0 &&
    /^(?:[\udc00-\udfff]|[\p{M}\u200d]|(?<=\u200d))/u.test(body.slice(place, place + 2))
  ) {
    place -= 1;
  }
  return place;
}
