import type { Entry, TimelinePage } from "../../shared/timeline.ts";

type Pages = readonly TimelinePage[];

/** Pages without an entry. A page that does not hold it stays the same object. */
export function withoutEntry(pages: Pages, id: string): TimelinePage[] {
  return pages.map((page) =>
    holds(page, id) ? { ...page, entries: page.entries.filter((entry) => entry.id !== id) } : page,
  );
}

/** Where the last page that holds an entry ends: its `nextCursor`; undefined where none does. */
export function endOfPageWith(pages: Pages, id: string): string | null | undefined {
  return pages.findLast((page) => holds(page, id))?.nextCursor;
}

/**
 * Pages with an entry where it stands in time. Below all that was read it stands only on the page that it
 * was taken from, which ended at `end`: anything between is still to be read, and then it is, too.
 */
export function withEntry(
  pages: Pages,
  entry: Entry,
  end: string | null | undefined,
): TimelinePage[] {
  const last = pages.length - 1;
  const above = pages.findIndex((page) => page.entries.some((other) => !isNewer(other, entry)));
  const at = above < 0 && pages[last]?.nextCursor === end ? last : above;
  return pages.map((page, index) =>
    index === at ? { ...page, entries: insert(page.entries, entry) } : page,
  );
}

/** Where more of a group came meanwhile both stand there: `mergeEntries` makes one of them. */
function insert(entries: readonly Entry[], entry: Entry): Entry[] {
  const at = entries.findIndex((other) => !isNewer(other, entry));
  return at < 0 ? [...entries, entry] : entries.toSpliced(at, 0, entry);
}

function holds({ entries }: TimelinePage, id: string): boolean {
  return entries.some((entry) => entry.id === id);
}

function isNewer(one: Entry, other: Entry): boolean {
  return one.occurredAt > other.occurredAt;
}
