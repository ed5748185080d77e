import type { Page } from "../../platforms/page.ts";
import type { RunCommit } from "../../store/commit-run.ts";

/** Pages gathered before they are written together. */
const PAGES_PER_WRITE = 10;
const ITEMS_PER_WRITE = 400;
/** Of raw answers, whose pages may be large: all that is gathered is held in memory. */
const CHARACTERS_PER_WRITE = 4_000_000;

/** What they say together. */
export function foundIn(
  pages: readonly Page[],
): Pick<RunCommit, "items" | "links" | "gone" | "covers" | "isPrivate"> {
  return {
    items: pages.flatMap((page) => page.items),
    links: pages.flatMap((page) => page.links),
    gone: goneOf(pages),
    covers: pages.flatMap((page) => page.covers ?? []),
    isPrivate: pages.findLast((page) => page.isPrivate !== undefined)?.isPrivate ?? null,
  };
}

/** It has nothing to write but where the walk stands. */
export function isEmpty({ items, links, raw, gone = [], covers, isPrivate }: Page): boolean {
  const found = items.length + links.length + gone.length;
  return found === 0 && raw === null && covers == null && isPrivate === undefined;
}

export function isEnough(pages: readonly Page[]): boolean {
  const items = pages.reduce((sum, page) => sum + page.items.length, 0);
  const characters = pages.reduce((sum, page) => sum + (page.raw?.body.length ?? 0), 0);
  return (
    pages.length >= PAGES_PER_WRITE ||
    items >= ITEMS_PER_WRITE ||
    characters >= CHARACTERS_PER_WRITE
  );
}

/** What the last page that knew of it said to be gone. */
function goneOf(pages: readonly Page[]): string[] {
  const gone = new Set<string>();
  for (const page of pages) {
    for (const item of page.items) gone.delete(item.externalId);
    for (const externalId of page.gone ?? []) gone.add(externalId);
  }
  return [...gone];
}
