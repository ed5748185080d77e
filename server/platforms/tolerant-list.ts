import * as z from "zod";

/** A list of which each entry is read by itself: `skipped` counts those that could not be. */
export interface TolerantList<T> {
  readonly entries: readonly T[];
  readonly skipped: number;
}

/** One odd entry never loses the others; a list of nothing else is no answer. */
export function tolerantList<T>(entry: z.ZodType<T>): z.ZodType<TolerantList<T>> {
  return z.array(z.unknown()).transform((list, ctx): TolerantList<T> => {
    const entries = list.flatMap((one) => {
      const parsed = entry.safeParse(one);
      return parsed.success ? [parsed.data] : [];
    });
    if (list.length > 0 && entries.length === 0) {
      ctx.addIssue({ code: "custom", message: "No entry can be read." });
      return z.NEVER;
    }
    return { entries, skipped: list.length - entries.length };
  });
}
