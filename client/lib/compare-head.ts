import type { Entry } from "../../shared/timeline.ts";

export interface Difference {
  /** Items that were not there before: a group that grew by three counts three. */
  readonly added: number;
  /** Entries that say something else now, such as a merge. */
  readonly changed: number;
  /** The fresh page reaches down to entries that are held already, so nothing lies between. */
  readonly overlaps: boolean;
  /** The entries that brought it. */
  readonly ids: readonly string[];
}

/** What a fresh first page has that the entries held do not. */
export function compareHead(head: readonly Entry[], held: readonly Entry[]): Difference {
  const known = new Map(held.map((entry) => [entry.id, entry]));
  let added = 0;
  let changed = 0;
  let overlaps = false;
  const ids: string[] = [];
  for (const entry of head) {
    const before = known.get(entry.id);
    if (before) overlaps = true;
    const more = sizeOf(entry) - (before ? sizeOf(before) : 0);
    const isChanged = before !== undefined && faceKey(entry) !== faceKey(before);
    if (more > 0) added += more;
    else if (isChanged) changed += 1;
    if (more > 0 || isChanged) ids.push(entry.id);
  }
  return { added, changed, overlaps: overlaps || held.length === 0, ids };
}

export function sizeOf(entry: Entry): number {
  return entry.type === "group" ? entry.count : 1;
}

function faceKey(entry: Entry): string {
  return entry.type === "group"
    ? `${entry.count} ${entry.occurredAt}`
    : `${entry.occurredAt} ${entry.item.state ?? ""} ${entry.childCount} ${entry.item.title} ${entry.item.editedAt ?? ""} ${entry.item.body ?? ""}`;
}
