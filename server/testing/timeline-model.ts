import { env } from "cloudflare:workers";
import type { FilterTerm } from "../../shared/filter.ts";
import type { Entry } from "../../shared/timeline.ts";

/** An item as the model of a timeline knows it. */
export interface ModelItem {
  readonly connectionId: string;
  readonly platform: string;
  readonly externalId: string;
  readonly kind: string;
  readonly place: string | null;
  readonly at: number;
  readonly isSensitive: boolean;
  /** What it belongs inside. */
  readonly parent: string | null;
  readonly body?: string;
}

/** An entry, by the names of what it holds, newest first. */
export interface ModelEntry {
  readonly id: string;
  readonly items: readonly string[];
  readonly inside: readonly string[];
  /** The same on other platforms. */
  readonly also: readonly string[];
}

const idOf = (connectionId: string, externalId: string): string => `${connectionId}:${externalId}`;

/** The day on the wall, by nothing of the product's. */
export function wallDays(zone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone: zone });
  return (at) => format.format(at);
}

/** All entries of a timeline, newest first, put together from all of its items at once. */
export async function modelEntries(
  items: readonly ModelItem[],
  wallDay: (at: number) => string,
  filter: readonly FilterTerm[],
): Promise<ModelEntry[]> {
  const stored = await storedKeys();
  const seen = items.filter((one) => {
    const row = stored.get(idOf(one.connectionId, one.externalId));
    return row?.isShown === true && fits(one, wallDay(one.at), filter);
  });
  const keyOf = (one: ModelItem): number =>
    stored.get(idOf(one.connectionId, one.externalId))?.key ?? 0;
  const sorted = seen.toSorted((a, b) => keyOf(b) - keyOf(a));
  const names = new Set(sorted.map((one) => idOf(one.connectionId, one.externalId)));
  const parentOf = (one: ModelItem): string | null => {
    const name = one.parent && idOf(one.connectionId, one.parent);
    return name !== null && names.has(name) ? name : null;
  };
  const groups = Map.groupBy(
    sorted.filter((one) => parentOf(one) === null),
    (one) => {
      const name = idOf(one.connectionId, one.externalId);
      return one.platform === "github" && one.kind === "commit"
        ? `group:${one.connectionId}:${wallDay(one.at)}:commit:${one.place ?? ""}`
        : (stored.get(name)?.twin ?? name);
    },
  );
  return Array.from(groups, ([id, members]) => {
    const ids = members.map((one) => idOf(one.connectionId, one.externalId));
    const inside = sorted.filter((one) => parentOf(one) === ids[0]);
    const isGroup = ids.length > 1 && id.startsWith("group:");
    return {
      id: isGroup ? id : (ids[0] ?? ""),
      items: isGroup ? ids : ids.slice(0, 1),
      also: isGroup ? [] : ids.slice(1),
      inside: inside.map((one) => idOf(one.connectionId, one.externalId)),
    };
  });
}

export function toModelEntry(entry: Entry): ModelEntry {
  return entry.type === "single"
    ? {
        id: entry.id,
        items: [entry.item.id],
        inside: entry.children.map(({ id }) => id),
        also: entry.alsoOn.map(({ id }) => id),
      }
    : { id: entry.id, items: entry.items.map(({ id }) => id), inside: [], also: [] };
}

/** Of different fields, and of one only once: more is said by the tests of filters. */
export function fits(item: ModelItem, day: string, filter: readonly FilterTerm[]): boolean {
  return filter.every(({ field, value, isExcluded }) => {
    const holds =
      (field === "platform" && item.platform === value) ||
      (field === "connection" && item.connectionId === value) ||
      (field === "kind" && item.kind === value) ||
      (field === "place" && item.place === value) ||
      (field === "is" && item.isSensitive) ||
      (field === "after" && day >= value) ||
      (field === "before" && day <= value);
    return holds !== isExcluded;
  });
}

/** Keys are the store's: only their order within a millisecond is its own decision. */
async function storedKeys(): Promise<
  Map<string, { key: number; isShown: boolean; twin: string | null }>
> {
  const { results } = await env.DB.prepare(
    `SELECT i.id, i.connection_id, i.external_id, i.hidden,
       iif(i.is_split, NULL, i.twin) AS twin, p.hidden AS outer_hidden FROM media_items i
     LEFT JOIN media_item_links l ON l.connection_id = i.connection_id AND l.child = i.external_id
     LEFT JOIN media_items p ON p.connection_id = i.connection_id AND p.external_id = l.parent`,
  ).all<{
    id: number;
    connection_id: string;
    external_id: string;
    hidden: number;
    twin: string | null;
    outer_hidden: number | null;
  }>();
  return new Map(
    results.map((row) => [
      idOf(row.connection_id, row.external_id),
      { key: row.id, isShown: row.hidden === 0 && !row.outer_hidden, twin: row.twin },
    ]),
  );
}
