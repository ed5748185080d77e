/** A piece of a text that can be looked for, and where the reader sees it: [start, end) in UTF-16 units. */
export interface Piece {
  readonly token: string;
  readonly start: number;
  readonly end: number;
  /** Where its first sign ends. */
  readonly firstEnd: number;
  /** In a script that puts no spaces between words: this sign with the next, so that any part is found. */
  readonly isCut: boolean;
  /** The last sign of such a run, by itself. */
  readonly isLast: boolean;
}

/**
 * What of a text is in the full-text index, in its order; the same for what is written and what is asked.
 * Case, accents, and ways to write one and the same letter make no difference. Every token has letters and
 * digits alone, so that the index's own tokenizer leaves it whole, and nothing in it is syntax.
 */
export function cutText(text: string): Piece[] {
  const pieces: Piece[] = [];
  for (const found of text.matchAll(RUN)) {
    const run = found[0];
    const at = found.index;
    const isPlain = PLAIN.test(run);
    if (isPlain) pieces.push(toWord(run.toLowerCase(), at, at + run.length));
    else pieces.push(...cutRun(toSigns(run, at)));
  }
  return pieces;
}

/** Letters and digits of any script, with the marks on them; or one pictograph. */
const RUN =
  /[\p{L}\p{N}\p{Co}\uff9e\uff9f][\p{L}\p{N}\p{Co}\p{M}\p{Join_Control}\uff9e\uff9f]*|\p{Extended_Pictographic}/gu;
const PLAIN = /^[a-z\d]+$/i;

const WHOLE = { isCut: false, isLast: false };

/** Nothing longer is a word: both sides are cut there. */
const LONGEST_TOKEN = 64;

function toWord(token: string, start: number, end: number): Piece {
  return { token: token.slice(0, LONGEST_TOKEN), start, end, firstEnd: end, ...WHOLE };
}

/** A letter with its marks, as it is compared. */
interface Sign {
  readonly token: string;
  readonly start: number;
  readonly end: number;
  readonly isCut: boolean;
}

const SIGN =
  /[^\p{M}\p{Join_Control}\uff9e\uff9f][\p{M}\p{Join_Control}\uff9e\uff9f]*|[\p{M}\uff9e\uff9f]+/gu;

function toSigns(run: string, at: number): Sign[] {
  return Array.from(run.matchAll(SIGN)).flatMap((found) => {
    const start = at + found.index;
    const end = start + found[0].length;
    const folded = fold(found[0]);
    // One sign may stand for several, as ㍿ does: each of them has its place.
    return Array.from(folded.matchAll(SIGN), ([one]) => {
      return { token: toToken(one), start, end, isCut: SPACELESS.test(one) };
    });
  });
}

function cutRun(signs: readonly Sign[]): Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < signs.length; at += 1) {
    const from = at;
    const isCut = signs[from]?.isCut === true;
    while (signs[at + 1]?.isCut === isCut) at += 1;
    const run = signs.slice(from, at + 1);
    pieces.push(...(isCut ? toPairs(run) : [joinSigns(run)]));
  }
  return pieces;
}

function joinSigns(run: readonly Sign[]): Piece {
  const token = run.map((sign) => sign.token).join("");
  return toWord(token, run[0]?.start ?? 0, run.at(-1)?.end ?? 0);
}

function toPairs(run: readonly Sign[]): Piece[] {
  return run.map((sign, at) => {
    const next = run[at + 1];
    return {
      token: sign.token + (next?.token ?? ""),
      start: sign.start,
      end: next?.end ?? sign.end,
      firstEnd: sign.end,
      isCut: true,
      isLast: next === undefined,
    };
  });
}

/** Han, Japanese and South-East Asian scripts; Korean too, whose words carry their particles. */
const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}\p{Script=Yi}ー]/u;

/** Accents of Latin and Greek, signs that Arabic and Hebrew are mostly written without, and how to draw. */
const ACCENTS =
  /(?<=[\p{Script=Latin}\p{Script=Greek}][\u0300-\u036f]*)[\u0300-\u036f]|[\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0640\p{Join_Control}\p{Variation_Selector}]|\u20e3/gu;

function fold(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(ACCENTS, "")
    .normalize("NFKC")
    .replace(/[ςё]/g, (letter) => (letter === "ς" ? "σ" : "е"));
}

/** What the tokenizer of the index may take for a gap is spelled out: marks, and what is newer than it. */
function toToken(sign: string): string {
  return sign.replace(/[^\p{L}\p{N}\p{Co}]|[\u{10000}-\u{10ffff}]/gu, (character) => {
    return `z${character.codePointAt(0)?.toString(16) ?? ""}`;
  });
}
