import type { PlatformItem } from "../platforms/page.ts";
import type { HideRule } from "../platforms/platform.ts";

/**
 * Why an item is not shown; the bits of its `hidden` column: it is gone there, a setting hides it, its
 * owner did. A sync decides of the first two and never touches the third.
 */
export const HIDDEN = { source: 1, settings: 2, person: 4 } as const;

/**
 * Stands in `parent` while an item is hidden, so that neither the timeline's index nor any list of
 * children holds it. No platform can give it: an external id is never empty.
 */
export const HIDDEN_PARENT = "";

/** Where an item stands that is hidden for these reasons, or for none; `link` is where it belongs. */
export function parentOf(hidden: number, link: string | null): string | null {
  return hidden === 0 ? link : HIDDEN_PARENT;
}

/** Whether a platform's rules hide an item: it fits all that one of them names. */
export function isHiddenBy(
  rules: readonly HideRule[],
  { kind, place, marks = [] }: Pick<PlatformItem, "kind" | "place" | "marks">,
): boolean {
  return rules.filter(namesAnything).some((rule) => {
    const fitsKind = rule.kinds?.includes(kind) ?? true;
    const fitsMarks = rule.marks?.some((mark) => marks.includes(mark)) ?? true;
    const fitsPlace =
      rule.places === undefined ||
      (place !== null && spellingsOf(rule.places).includes(lowerAscii(place.name)));
    return fitsKind && fitsMarks && fitsPlace;
  });
}

/**
 * The same as a condition on `media_items`, or null where nothing is hidden. `bind` keeps a value
 * and answers its placeholder.
 */
export function toCondition(
  rules: readonly HideRule[],
  bind: (value: string) => string,
): string | null {
  const isOneOf = (texts: readonly string[]): string =>
    `IN (SELECT value FROM json_each(${bind(JSON.stringify(texts))}))`;
  const each = rules.filter(namesAnything).map(({ kinds, marks, places }) =>
    [
      ...(kinds ? [`kind ${isOneOf(kinds)}`] : []),
      // As text: a stored list that is no JSON must not end the whole statement.
      ...(marks
        ? [`(${marks.map((mark) => `instr(marks, ${bind(JSON.stringify(mark))})`).join(" OR ")})`]
        : []),
      ...(places ? [`coalesce(lower(place_name) ${isOneOf(spellingsOf(places))}, 0)`] : []),
    ].join(" AND "),
  );
  return each.length === 0 ? null : each.map((one) => `(${one})`).join(" OR ");
}

/** A rule without a word, and one with an empty list, fits nothing. */
function namesAnything({ kinds, marks, places }: HideRule): boolean {
  const named = [kinds, marks, places].filter((list) => list !== undefined);
  return named.length > 0 && named.every((list) => list.length > 0);
}

/** The database knows the case of a to z only; other letters are tried as typed, small and large. */
function spellingsOf(places: readonly string[]): string[] {
  return places.flatMap((name) =>
    [name, name.toLowerCase(), name.toUpperCase()].map((spelling) => lowerAscii(spelling)),
  );
}

function lowerAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
