import type { Item } from "../../shared/item.ts";
import type { Entry, GroupEntry } from "../../shared/timeline.ts";

/**
 * The entries of several pages, newest page first, without doubles. What comes first keeps its
 * place, because it was read later; the parts of a group that two pages share become one.
 */
export function mergeEntries(pages: readonly (readonly Entry[])[]): Entry[] {
  const merged: Entry[] = [];
  const places = new Map<string, number>();
  for (const entry of pages.flat()) {
    const place = places.get(entry.id);
    if (place === undefined) {
      places.set(entry.id, merged.length);
      merged.push(entry);
      continue;
    }
    const first = merged[place];
    if (first?.type === "group" && entry.type === "group") merged[place] = joinGroups(first, entry);
  }
  return merged;
}

function joinGroups(first: GroupEntry, second: GroupEntry): GroupEntry {
  const known = new Set(first.items.map((item) => item.id));
  const added = second.items.filter((item) => !known.has(item.id));
  if (added.length === 0 && second.count <= first.count) return first;
  const items = [...first.items, ...added].sort(newestFirst);
  return {
    ...first,
    items,
    count: Math.max(first.count, second.count, items.length),
    firstAt: first.firstAt < second.firstAt ? first.firstAt : second.firstAt,
  };
}

function newestFirst(a: Item, b: Item): number {
  if (a.occurredAt === b.occurredAt) return 0;
  return a.occurredAt < b.occurredAt ? 1 : -1;
}
