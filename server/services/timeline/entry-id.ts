/** What a group of entries shares: the commits of one repository and day. */
export interface GroupKey {
  readonly connectionId: string;
  readonly kind: string;
  readonly place: string;
  readonly day: string;
}

export type EntryId =
  | { readonly type: "item"; readonly connectionId: string; readonly externalId: string }
  | ({ readonly type: "group" } & GroupKey);

/** An item's name for others: its connection and the platform's own id. */
export function itemId(item: { connectionId: string; externalId: string }): string {
  return `${item.connectionId}:${item.externalId}`;
}

export function groupId(key: GroupKey): string {
  return `group:${key.connectionId}:${key.day}:${key.kind}:${key.place}`;
}

/** Null for what neither of the two made. */
export function parseEntryId(id: string): EntryId | null {
  const group = /^group:([^:]+):(\d{4}-\d{2}-\d{2}):([^:]+):(.*)$/s.exec(id);
  if (group) {
    const [, connectionId = "", day = "", kind = "", place = ""] = group;
    return isDay(day) ? { type: "group", connectionId, day, kind, place } : null;
  }
  const item = /^([^:]+):(.+)$/s.exec(id);
  if (!item) return null;
  const [, connectionId = "", externalId = ""] = item;
  return { type: "item", connectionId, externalId };
}

function isDay(text: string): boolean {
  return !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}
