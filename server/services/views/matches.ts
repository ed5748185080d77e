import type { ItemRow } from "../../store/items.ts";
import { spellPlace } from "../../store/search-terms.ts";
import type { ZonedDays } from "../../time/zoned-days.ts";
import { holdsText } from "./holds-text.ts";
import type { Terms, ViewTerm } from "./view.ts";

/** What of an item a filter looks at. */
export type Filtered = Pick<
  ItemRow,
  | "connectionId"
  | "platform"
  | "kind"
  | "placeName"
  | "title"
  | "body"
  | "language"
  | "marks"
  | "isPrivate"
  | "pinnedAt"
  | "note"
  | "occurredAt"
>;

/**
 * What a filter means: every reading that narrows by an index is checked against this. Terms of one
 * connection hold for its items alone; `days` cuts the days of `after` and `before`.
 */
export function matches(terms: Terms, row: Filtered, days: ZonedDays): boolean {
  const own = terms.filter(
    ({ connectionId }) => connectionId === null || connectionId === row.connectionId,
  );
  if (own.some((term) => term.isExcluded && fits(term, row, days))) return false;
  const wanted = Map.groupBy(
    own.filter(({ isExcluded }) => !isExcluded),
    ({ field }) => field,
  );
  return Array.from(wanted).every(([field, group]) =>
    field === "text"
      ? group.every((term) => fits(term, row, days))
      : group.some((term) => fits(term, row, days)),
  );
}

function fits({ field, value }: ViewTerm, row: Filtered, days: ZonedDays): boolean {
  switch (field) {
    case "platform":
      return row.platform === value;
    case "connection":
      return row.connectionId === value;
    case "kind":
      return row.kind === value;
    case "place":
      return row.placeName !== null && spellPlace(row.placeName) === spellPlace(value);
    case "language":
      return isLanguage(row.language, value.toLowerCase());
    case "text":
      return holdsText(row, value);
    case "is":
      return isMarked(row, value);
    case "after":
      return days.dayOf(row.occurredAt).slice(0, value.length) >= value;
    case "before":
      return days.dayOf(row.occurredAt).slice(0, value.length) <= value;
  }
}

/** `pt` stands for `pt-br` too. */
function isLanguage(language: string | null, wanted: string): boolean {
  return language !== null && (language === wanted || language.startsWith(`${wanted}-`));
}

function isMarked(row: Filtered, value: string): boolean {
  switch (value) {
    case "private":
      return row.isPrivate;
    case "pinned":
      return row.pinnedAt !== null;
    case "noted":
      return row.note !== null;
    default:
      return row.marks.includes(value);
  }
}
