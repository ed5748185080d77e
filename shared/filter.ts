import * as z from "zod";

/** What a term looks at. `text` is words or a phrase of title and body; dates are days, months or years. */
export const FILTER_FIELDS = [
  "platform",
  "connection",
  "kind",
  "place",
  "text",
  "language",
  "is",
  "after",
  "before",
] as const;

/** What `is` may be: a platform's mark stands for any of theirs. */
export const IS_VALUES = ["sensitive", "private", "pinned", "noted"] as const;

const written = /^\d{4}(?:-\d{2}(?:-\d{2})?)?$/;

/**
 * One condition. Terms of one field that include are alternatives, save words of `text`, which must all be
 * there; the fields must all fit; whatever is excluded is out. `after` and `before` hold their own day.
 */
export const filterTerm = z
  .strictObject({
    field: z.enum(FILTER_FIELDS),
    value: z.string().trim().min(1, "A filter needs a value.").max(200),
    isExcluded: z.boolean().default(false),
  })
  .refine(({ field, value }) => (field !== "after" && field !== "before") || isDate(value), {
    message: "A date is written 2024, 2024-03 or 2024-03-14.",
    path: ["value"],
  })
  .refine(({ field, value }) => field !== "is" || IS_VALUES.some((one) => one === value), {
    message: `After "is:" comes ${IS_VALUES.join(", ")}.`,
    path: ["value"],
  });

export const MOST_TERMS = 40;

export const filter = z
  .array(filterTerm)
  .max(MOST_TERMS, `A filter has at most ${MOST_TERMS} terms.`);

export type FilterField = (typeof FILTER_FIELDS)[number];
export type FilterTerm = z.infer<typeof filterTerm>;

/** A year, a month or a day that there is. */
function isDate(text: string): boolean {
  if (!written.test(text)) return false;
  const day = `${text}${"-01-01".slice(text.length - 4)}`;
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}
