import type { FilterField } from "../../shared/filter.ts";
import { cutText } from "./cut-text.ts";
import type { Piece } from "./cut-text.ts";

/** What of an item is in the index. */
export interface Indexed {
  readonly userId: string;
  readonly connectionId: string;
  readonly platform: string;
  readonly kind: string;
  readonly placeName: string | null;
  readonly language: string | null;
  readonly marks: readonly string[];
  readonly isPrivate: boolean;
  readonly title: string;
  readonly body: string | null;
}

/** A condition, for all items or for those of one connection. */
export interface SearchTerm {
  readonly field: FilterField;
  readonly value: string;
  readonly isExcluded: boolean;
  readonly connectionId: string | null;
}

/** The columns of an item's row in the index. */
export function toIndexRow(item: Indexed): { terms: string; title: string; body: string } {
  const terms = [
    ownerToken(item.userId),
    connectionToken(item.connectionId),
    platformToken(item.platform),
    kindToken(item.kind),
    ...(item.placeName === null ? [] : [placeToken(item.placeName)]),
    ...(item.language === null ? [] : languageTokens(item.language)),
    ...item.marks.map(markToken),
    ...(item.isPrivate ? [PRIVATE_TOKEN] : []),
  ];
  return { terms: terms.join(" "), title: toColumn(item.title), body: toColumn(item.body ?? "") };
}

/**
 * A person's items that fit all of these lists, as an expression of FTS5: nothing that anybody typed is
 * syntax in it. What the index does not know (dates, pins, notes) is left out, so that it finds too much
 * rather than too little.
 */
export function toExpression(userId: string, ...lists: readonly (readonly SearchTerm[])[]): string {
  const owner = inTerms(ownerToken(userId));
  const wanted = [owner, ...lists.flatMap((terms) => toWanted(owner, terms))].join(" AND ");
  const unwanted = lists
    .flat()
    .filter((term) => term.isExcluded)
    .map((term) => forConnection(term.connectionId, toCondition(term)))
    .filter((one) => one !== null);
  return unwanted.length === 0 ? wanted : `(${wanted}) NOT (${unwanted.join(" OR ")})`;
}

/**
 * The same, best first, no item in two of them, for texts that are all among the terms: first the titles that
 * have them side by side, then those that have all of them, then the bodies that have them side by side,
 * then the rest. Each goes on by key, so that a page reads as much as it shows: a rank like BM25 walks all
 * that anybody has of each word, and all that the person has.
 */
export function toRankedExpressions(expression: string, texts: readonly string[]): string[] {
  if (texts.length === 0) return [expression];
  const whole = texts.join(" ");
  const inTitle = `(${texts.map((text) => toPhrase(text, "title")).join(" AND ")})`;
  const asTitle = toPhrase(whole, "title");
  const inBody = toPhrase(whole, "body");
  const isOne = texts.length === 1;
  return [
    ...(isOne ? [] : [`(${expression}) AND ${asTitle}`]),
    isOne ? `(${expression}) AND ${inTitle}` : `((${expression}) AND ${inTitle}) NOT ${asTitle}`,
    ...(isOne ? [] : [`((${expression}) AND ${inBody}) NOT ${inTitle}`]),
    isOne ? `(${expression}) NOT ${inTitle}` : `(${expression}) NOT (${inTitle} OR ${inBody})`,
  ];
}

function toWanted(owner: string, terms: readonly SearchTerm[]): string[] {
  const included = Map.groupBy(
    terms.filter((term) => !term.isExcluded),
    // Each text must be there; of another field any does.
    (term) => (term.field === "text" ? term : term.field),
  );
  return Array.from(included.values(), (group) => anyOf(owner, group)).filter(
    (one) => one !== null,
  );
}

/** How a place is compared: without regard to case. */
export function spellPlace(name: string): string {
  return name.trim().normalize("NFC").toLowerCase();
}

/**
 * Alternatives of one field. Those of one connection are a condition for its items alone: items of other
 * connections fit what is said for all, or, where nothing is, whatever they are.
 */
function anyOf(owner: string, group: readonly SearchTerm[]): string | null {
  const each: string[] = [];
  const named = new Set<string>();
  let isForAll = false;
  for (const term of group) {
    const condition = toCondition(term);
    if (condition === null) return null;
    each.push(forConnection(term.connectionId, condition) ?? condition);
    if (term.connectionId === null) isForAll = true;
    else named.add(inTerms(connectionToken(term.connectionId)));
  }
  if (!isForAll) each.push(`(${owner} NOT (${[...named].join(" OR ")}))`);
  return `(${each.join(" OR ")})`;
}

function forConnection(connectionId: string | null, condition: string | null): string | null {
  if (connectionId === null || condition === null) return condition;
  return `(${inTerms(connectionToken(connectionId))} AND ${condition})`;
}

/** Null for what the index does not know. */
function toCondition({ field, value }: SearchTerm): string | null {
  switch (field) {
    case "text":
      return toPhrase(value);
    case "platform":
      return inTerms(platformToken(value));
    case "connection":
      return inTerms(connectionToken(value));
    case "kind":
      return inTerms(kindToken(value));
    case "place":
      return inTerms(placeToken(value));
    case "language":
      return inTerms(languageToken(value));
    case "is":
      if (value === "private") return inTerms(PRIVATE_TOKEN);
      return value === "pinned" || value === "noted" ? null : inTerms(markToken(value));
    case "after":
    case "before":
      return null;
  }
}

function inTerms(token: string): string {
  return `terms : "${token}"`;
}

/** No item has this token. */
const NOTHING = "0";

/** Words, in this order and side by side. A text without a word in it is found nowhere. */
function toPhrase(text: string, columns = "{title body}"): string {
  const tokens = toAskedTokens(cutText(text));
  if (tokens.length === 0) return inTerms(NOTHING);
  const { isPrefix } = tokens.at(-1) ?? { isPrefix: false };
  return `${columns} : "${tokens.map(({ token }) => token).join(" ")}"${isPrefix ? " *" : ""}`;
}

/** What a text must have, in this order and side by side, to be found by a phrase. */
export interface AskedToken {
  readonly token: string;
  /** One sign alone at the end: the text may go on behind it. */
  readonly isPrefix: boolean;
}

/** A pair goes on in the next; only what comes behind the run needs its last sign by itself. */
export function toAskedTokens(pieces: readonly Piece[]): AskedToken[] {
  return pieces.flatMap((piece, at): AskedToken[] => {
    const isEnd = at === pieces.length - 1;
    if (!isEnd || !piece.isLast) return [{ token: piece.token, isPrefix: false }];
    const goesOn = pieces[at - 1]?.isCut === true && pieces[at - 1]?.isLast === false;
    return goesOn ? [] : [{ token: piece.token, isPrefix: true }];
  });
}

function toColumn(text: string): string {
  return cutText(text)
    .map(({ token }) => token)
    .join(" ");
}

/** Stands among the terms of what is private. */
export const PRIVATE_TOKEN = "x0private";

function ownerToken(userId: string): string {
  return `u0${spell(userId)}`;
}
function connectionToken(id: string): string {
  return `c0${spell(id)}`;
}
function platformToken(id: string): string {
  return `p0${spell(id)}`;
}
function kindToken(kind: string): string {
  return `k0${spell(kind)}`;
}
function placeToken(name: string): string {
  return `w0${spell(spellPlace(name))}`;
}
function markToken(mark: string): string {
  return `m0${spell(mark)}`;
}
function languageToken(tag: string): string {
  return `l0${spell(tag.toLowerCase())}`;
}

/** `pt-br` is found by `pt` too. */
function languageTokens(tag: string): string[] {
  const parts = tag.split("-");
  return parts.map((_, at) => languageToken(parts.slice(0, at + 1).join("-")));
}

/** No two values alike, of small letters and digits alone: every other sign is written by its number. */
function spell(value: string): string {
  return value.replace(/[^a-y0-9]/gu, (sign) => `z${sign.codePointAt(0)?.toString(16) ?? ""}z`);
}
