import type { Item } from "../../shared/item.ts";
import type { Entry, TimelinePage } from "../../shared/timeline.ts";

/** Pages with an item as it is now, wherever it stands. A page without it stays the same object. */
export function replaceItem(pages: readonly TimelinePage[], item: Item): TimelinePage[] {
  return pages.map((page) =>
    page.entries.some((entry) => holds(entry, item.id))
      ? { ...page, entries: page.entries.map((entry) => inEntry(entry, item)) }
      : page,
  );
}

function holds(entry: Entry, id: string): boolean {
  const items =
    entry.type === "group" ? entry.items : [entry.item, ...entry.children, ...entry.alsoOn];
  return items.some((item) => item.id === id);
}

function inEntry(entry: Entry, item: Item): Entry {
  if (!holds(entry, item.id)) return entry;
  const now = (items: readonly Item[]) => items.map((each) => (each.id === item.id ? item : each));
  if (entry.type === "group") return { ...entry, items: now(entry.items) };
  const own = entry.item.id === item.id ? item : entry.item;
  return { ...entry, item: own, children: now(entry.children), alsoOn: now(entry.alsoOn) };
}
