import { isPublic } from "../http-address.ts";
import type { PlatformItem } from "../page.ts";
import { shortHash } from "../short-hash.ts";
import type { Feed } from "./feed.ts";

/**
 * What pages of older entries were: the last, and one further back. A site that gives its last page, or
 * its first, for every number beyond its end repeats the last; one whose pages go round in a circle
 * comes by the other, which moves on at each doubling.
 */
export interface Seen {
  readonly last: string;
  readonly kept: string;
}

export function firstSeen(document: readonly PlatformItem[]): Seen {
  const print = printOf(document);
  return { last: print, kept: print };
}

/** Null where the page brings nothing new. */
export function seenWith(
  items: readonly PlatformItem[],
  { seen, pages }: { readonly seen: Seen; readonly pages: number },
): Seen | null {
  const print = printOf(items);
  if (print === seen.last || print === seen.kept) return null;
  const isDoubled = Number.isInteger(Math.log2(pages));
  return { last: print, kept: isDoubled ? print : seen.kept };
}

function printOf(items: readonly PlatformItem[]): string {
  return shortHash(items.map(({ externalId }) => externalId).join(" "));
}

/** Where older entries are; null where they cannot be read, or that was read already. */
export function olderAddress({ next }: Feed, read: readonly string[]): string | null {
  const url = URL.parse(next ?? "");
  if (next === null || url === null || read.includes(next)) return null;
  return isPublic(url) && url.username === "" && url.password === "" ? next : null;
}
