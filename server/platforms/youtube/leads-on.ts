import { shortHash } from "../short-hash.ts";
import type { Walk } from "./cursor.ts";

/** Of fifty videos each; what leads on after these is taken for a list without end. */
const MOST_PAGES = 1000;
/** Uploads that come in between push what was read onto later pages, but not this far. */
const MOST_BARREN_PAGES = 10;

/** What is remembered of a page token: they may be of any length. */
export function printOf(token: string): string {
  return shortHash(token).slice(0, 12);
}

/**
 * Whether there is a way on from a page of the walk: not by a token that it came by before, not after
 * page upon page that it had seen, and not without end.
 */
export function leadsOn(walk: Walk, next: string | null): next is string {
  return (
    next !== null &&
    !walk.used.includes(printOf(next)) &&
    walk.used.length + 1 < MOST_PAGES &&
    walk.barren < MOST_BARREN_PAGES
  );
}
