import * as z from "zod";
import { AppError } from "../../errors.ts";
import { fromBase64Url, toBase64Url } from "../../oauth/encoding.ts";
import { MAX_KEY } from "../../store/item-key.ts";
import type { GroupKey } from "./entry-id.ts";

/**
 * Where a page of the timeline ends. `before` is the key of the last item read. When a day goes on
 * beyond the page, `shown` names its groups that stand, whole, on the pages before.
 */
export interface TimelineCursor {
  readonly before: number;
  readonly day: string | null;
  readonly shown: readonly GroupKey[];
}

export const FIRST_PAGE: TimelineCursor = { before: MAX_KEY, day: null, shown: [] };

/** Groups of one connection and kind share their words: a cursor stands in an address. */
const stored = z.tuple([
  z.literal(1),
  z.int().min(0),
  z.iso.date().nullable(),
  z.array(z.tuple([z.string(), z.string(), z.array(z.string())])),
]);

export function encodeCursor(cursor: TimelineCursor): string {
  const shown = Map.groupBy(cursor.shown, (key) => `${key.connectionId} ${key.kind}`);
  const short = [...shown.values()].map((keys) => [
    keys[0]?.connectionId,
    keys[0]?.kind,
    keys.map((key) => key.place),
  ]);
  const text = JSON.stringify([1, cursor.before, cursor.day, short]);
  return toBase64Url(new TextEncoder().encode(text));
}

/** Throws INVALID for anything that `encodeCursor` did not make. */
export function decodeCursor(text: string | null | undefined): TimelineCursor {
  if (text == null) return FIRST_PAGE;
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(fromBase64Url(text)));
    const [, before, day, short] = stored.parse(json);
    const shown = short.flatMap(([connectionId, kind, places]) =>
      places.map((place) => ({ connectionId, kind, place, day: day ?? "" })),
    );
    return { before, day, shown };
  } catch (cause) {
    throw new AppError("INVALID", "This place in the timeline is not known. Begin at its top.", {
      cause,
    });
  }
}
