import type { Entry } from "../../shared/timeline.ts";
import { createApi } from "./create-api.ts";
import { itemsOf, readTimeline } from "./read-timeline.ts";

/** Reads only: health, who the key is, every page without gap or double, how fresh it is. */
export async function checkDeployment(origin: string, key: string): Promise<boolean> {
  const health = await fetch(`${origin}/health`);
  console.log(`Health: ${health.status} ${(await health.text()).trim()}`);

  const api = createApi(origin, { key });
  const me = await api.me.get.query();
  console.log(`The key belongs to ${me.name} (${me.handle}), days are cut in ${me.zone}.`);

  const { entries, pages, freshness } = await readTimeline(api);
  const items = entries.flatMap((entry) => itemsOf(entry));
  console.log(`Read ${items.length} items in ${entries.length} entries on ${pages} pages.`);
  console.log(`Fresh as of ${freshness?.asOf ?? "never: no source has succeeded yet"}.`);
  for (const source of freshness?.sources ?? []) {
    const history = source.isComplete ? "complete" : "not complete yet";
    console.log(
      `  ${source.platform} ${source.handle}: ${source.status}, checked ${source.checkedAt ?? "never"}, history ${history}`,
    );
  }

  const problems = [
    ...(health.ok ? [] : ["the server is not healthy"]),
    ...findDisorder(entries),
    ...findDoubles(entries.map((entry) => entry.id)).map((id) => `entry ${id} came twice`),
    ...findDoubles(items.map((item) => item.id)).map((id) => `item ${id} came twice`),
  ];
  console.log(problems.length === 0 ? "All is well." : problems.join("\n"));
  return problems.length === 0;
}

/** Later pages hold older entries; one that is newer than the entry before it was skipped or moved. */
export function findDisorder(entries: readonly Pick<Entry, "id" | "occurredAt">[]): string[] {
  return entries.flatMap((entry, index) => {
    const before = entries[index - 1];
    return before && Date.parse(entry.occurredAt) > Date.parse(before.occurredAt)
      ? [`entry ${entry.id} is newer than the one before it`]
      : [];
  });
}

export function findDoubles(ids: readonly string[]): string[] {
  const seen = new Set<string>();
  return ids.filter((id) => seen.size === seen.add(id).size);
}
