import type { Item } from "../../shared/item.ts";
import type { Entry, Freshness } from "../../shared/timeline.ts";
import type { Api } from "./create-api.ts";

export interface ReadTimeline {
  readonly entries: readonly Entry[];
  readonly pages: number;
  readonly freshness: Freshness | null;
}

/** Every page, newest first, each entry whole. */
export async function readTimeline(api: Api): Promise<ReadTimeline> {
  const entries: Entry[] = [];
  let freshness: Freshness | null = null;
  let pages = 0;
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<Api["timeline"]["list"]["query"]>> =
      await api.timeline.list.query({ cursor, limit: 100 });
    for (const entry of page.entries) {
      entries.push(isWhole(entry) ? entry : (await api.timeline.get.query({ id: entry.id })).entry);
    }
    freshness ??= page.freshness;
    cursor = page.nextCursor;
    pages++;
  } while (cursor !== null);
  return { entries, pages, freshness };
}

export function itemsOf(entry: Entry): readonly Item[] {
  return entry.type === "group" ? entry.items : [entry.item, ...entry.alsoOn, ...entry.children];
}

function isWhole(entry: Entry): boolean {
  return entry.type === "group"
    ? entry.items.length >= entry.count
    : entry.children.length >= entry.childCount;
}
