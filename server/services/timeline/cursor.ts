import * as z from "zod";
import { AppError } from "../../errors.ts";
import { MAX_KEY } from "../../store/item-key.ts";

/**
 * Where a page of the timeline ends. `before` is the key of the last item read. When a day goes on
 * beyond the page, `shown` holds the marks of its groups that stand, whole, on the pages before.
 */
export interface TimelineCursor {
  readonly before: number;
  readonly day: string | null;
  readonly shown: readonly string[];
}

export const FIRST_PAGE: TimelineCursor = { before: MAX_KEY, day: null, shown: [] };

const MARK_LENGTH = 8;

/** Version, key, day and marks; every character may stand in an address as it is. */
const written = z.string().regex(/^1\.\d{1,16}\.(?:\d{4}-\d{2}-\d{2})?\.(?:[0-9a-z]{8})*$/);

export function encodeCursor({ before, day, shown }: TimelineCursor): string {
  return `1.${before}.${day ?? ""}.${shown.join("")}`;
}

/** Throws INVALID for anything that `encodeCursor` did not make. */
export function decodeCursor(text: string | null | undefined): TimelineCursor {
  if (text == null) return FIRST_PAGE;
  const parsed = written.safeParse(text);
  if (!parsed.success) {
    throw new AppError("INVALID", "This place in the timeline is not known. Begin at its top.");
  }
  const [, before, day, marks = ""] = parsed.data.split(".");
  const shown = Array.from({ length: marks.length / MARK_LENGTH }, (_, at) =>
    marks.slice(at * MARK_LENGTH, (at + 1) * MARK_LENGTH),
  );
  return { before: Number(before), day: day || null, shown };
}

/**
 * Stands for a group in a cursor, so that a day of hundreds of groups fits into an address: two
 * FNV-1a sums in four letters each, 41 bits together.
 */
export function markOf(groupId: string): string {
  return fourLetters(groupId, 0x811c9dc5) + fourLetters(groupId, 0x5bd1e995);
}

function fourLetters(text: string, seed: number): string {
  let sum = seed;
  for (const character of text) sum = Math.imul(sum ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return ((sum >>> 0) % 36 ** 4).toString(36).padStart(4, "0");
}
