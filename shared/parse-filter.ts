import { MOST_TERMS } from "./filter.ts";
import type { FilterField, FilterTerm } from "./filter.ts";
import { fieldOf, PREFIX, SAYS, takesList } from "./filter-fields.ts";
import { readValue, wanted } from "./filter-values.ts";
import type { FilterWords } from "./filter-words.ts";

/** What cannot be read, and what to write instead; `at` and `length` in UTF-16 units. */
export interface FilterProblem {
  readonly message: string;
  readonly at: number;
  readonly length: number;
}

export type ParsedFilter = { readonly terms: FilterTerm[] } | { readonly problem: FilterProblem };

/**
 * The query language: words and "phrases" that must all be there, `field:value`, `field:one,other`, and
 * `-` before what is left out. In quotes, `\"` and `\\` stand for a quote and a backslash. A word whose
 * prefix names no field is a word, signs that stand alone say nothing, and nothing else has a meaning.
 */
export function parseFilter(text: string, words: FilterWords): ParsedFilter {
  try {
    return { terms: readTerms(text, words) };
  } catch (error) {
    if (error instanceof Unreadable) return { problem: error.problem };
    throw error;
  }
}

class Unreadable extends Error {
  readonly problem: FilterProblem;
  constructor(message: string, at: number, length: number) {
    super(message);
    this.problem = { message, at, length };
  }
}

function readTerms(text: string, words: FilterWords): FilterTerm[] {
  const terms: FilterTerm[] = [];
  let at = skip(text, 0, SPACE);
  while (at < text.length) {
    const isExcluded = /^-[^\s]/u.test(text.slice(at, at + 2));
    const start = isExcluded ? at + 1 : at;
    const prefix = match(text, start, PREFIX);
    const field = fieldOf(prefix.slice(0, -1), words);
    const word = match(text, start, WORD);
    if (field === null && text[start] !== '"' && !SAYS.test(word)) {
      at = skip(text, start + word.length, SPACE);
      continue;
    }
    const read =
      field === null
        ? [readText(text, start, words)]
        : readList(text, start + prefix.length, field, prefix, words);
    terms.push(...read.map(({ value }) => ({ field: field ?? "text", value, isExcluded })));
    const end = read.at(-1)?.end ?? text.length;
    if (terms.length > MOST_TERMS) {
      throw new Unreadable(`At most ${MOST_TERMS} terms fit. Leave this out.`, at, end - at);
    }
    at = skip(text, end, SPACE);
  }
  return terms;
}

/** One value, and where it ends. */
interface Value {
  readonly value: string;
  readonly end: number;
}

const SPACE = /\s*/uy;
const WORD = /[^\s]*/uy;
const LISTED = /[^\s,]*/uy;

function readText(text: string, at: number, words: FilterWords): Value {
  const { value, end } = readRaw(text, at, WORD);
  if (value.trim() === "") {
    throw new Unreadable("Put a word between these quotes, or leave them out.", at, end - at);
  }
  return { value: checked("text", value, words, at, end), end };
}

function readList(
  text: string,
  from: number,
  field: FilterField,
  prefix: string,
  words: FilterWords,
): Value[] {
  const values: Value[] = [];
  for (let at = from; ; at += 1) {
    const { value, end } = readRaw(text, at, takesList(field) ? LISTED : WORD);
    if (value.trim() === "") {
      const after = values.length === 0 ? `"${prefix}"` : "this comma";
      const begin = Math.max(0, at - (values.length === 0 ? prefix.length : 1));
      throw new Unreadable(
        `After ${after} comes ${wanted(field, words)}.`,
        begin,
        Math.max(end, at) - begin,
      );
    }
    values.push({ value: checked(field, value, words, at, end), end });
    if (text[end] !== "," || !takesList(field)) return values;
    at = end;
  }
}

/** A text in quotes, or all up to where a bare one ends. */
function readRaw(text: string, at: number, bare: RegExp): Value {
  if (text[at] !== '"') {
    const value = match(text, at, bare);
    return { value, end: at + value.length };
  }
  let value = "";
  for (let end = at + 1; end < text.length; end += 1) {
    const character = text[end] ?? "";
    if (character === '"') return { value, end: end + 1 };
    const next = text[end + 1];
    if (character === "\\" && (next === '"' || next === "\\")) {
      value += next;
      end += 1;
    } else value += character;
  }
  throw new Unreadable('This quote is never closed. Put a " where it ends.', at, text.length - at);
}

function checked(
  field: FilterField,
  typed: string,
  words: FilterWords,
  at: number,
  end: number,
): string {
  const read = readValue(field, typed, words);
  if ("message" in read) throw new Unreadable(read.message, at, end - at);
  return read.value;
}

function match(text: string, at: number, pattern: RegExp): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}

function skip(text: string, at: number, pattern: RegExp): number {
  return at + match(text, at, pattern).length;
}
