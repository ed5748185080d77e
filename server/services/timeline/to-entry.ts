import type { Item } from "../../../shared/item.ts";
import { CHILDREN_SHOWN } from "../../../shared/timeline.ts";
import type { Entry, GroupEntry, SingleEntry } from "../../../shared/timeline.ts";
import type { ItemRow } from "../../store/items.ts";
import { toIso } from "../connections/view.ts";
import { groupId, itemId } from "./entry-id.ts";
import type { GroupKey } from "./entry-id.ts";

/** What one entry is made of, newest item first. `key` is set where its kind is grouped. */
export interface Draft {
  readonly day: string;
  readonly key: GroupKey | null;
  readonly rows: [ItemRow, ...ItemRow[]];
}

/** What comes with the item of an entry, each newest first. */
export interface Beside {
  readonly children: readonly ItemRow[];
  /** The same on other platforms. */
  readonly alsoOn: readonly ItemRow[];
}

/** `shown` caps what is embedded; the counts are always of all. */
export function toEntry(draft: Draft, beside: Beside, shown = CHILDREN_SHOWN): Entry {
  const [head, ...rest] = draft.rows;
  if (draft.key !== null && rest.length > 0) return toGroup(draft, draft.key, shown);
  return toSingle(draft.day, head, beside, shown);
}

function toSingle(
  day: string,
  row: ItemRow,
  { children, alsoOn }: Beside,
  shown: number,
): SingleEntry {
  return {
    type: "single",
    id: itemId(row),
    day,
    occurredAt: new Date(row.occurredAt).toISOString(),
    platform: row.platform,
    item: toItem(row),
    children: children.slice(0, shown).map(toItem),
    childCount: children.length,
    alsoOn: alsoOn.map(toItem),
  };
}

function toGroup({ day, rows }: Draft, key: GroupKey, shown: number): GroupEntry {
  const [head] = rows;
  const last = rows.at(-1) ?? head;
  return {
    type: "group",
    id: groupId(key),
    day,
    occurredAt: new Date(head.occurredAt).toISOString(),
    platform: head.platform,
    connectionId: key.connectionId,
    kind: key.kind,
    place: toPlace(head),
    firstAt: new Date(last.occurredAt).toISOString(),
    count: rows.length,
    items: rows.slice(0, shown).map(toItem),
  };
}

export function toItem(row: ItemRow): Item {
  return {
    id: itemId(row),
    connectionId: row.connectionId,
    platform: row.platform,
    kind: row.kind,
    externalId: row.externalId,
    occurredAt: new Date(row.occurredAt).toISOString(),
    title: row.title,
    body: row.body,
    url: row.url,
    place: toPlace(row),
    state: row.state,
    reference: row.reference,
    startedAt: toIso(row.startedAt),
    isPrivate: row.isPrivate,
    figures: row.figures,
    author: row.author,
    media: [...row.media],
    marks: [...row.marks],
    language: row.language,
    editedAt: toIso(row.editedAt),
    pinnedAt: toIso(row.pinnedAt),
    note: row.note,
    isApart: row.isSplit,
  };
}

function toPlace(row: ItemRow): Item["place"] {
  return row.placeName === null ? null : { name: row.placeName, url: row.placeUrl };
}
