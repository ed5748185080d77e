import type { Context } from "../../context.ts";
import type { ItemRow } from "../../store/items.ts";
import type { GroupKey } from "./entry-id.ts";
import { createKeyDays } from "./key-days.ts";
import type { KeyDays } from "./key-days.ts";
import { kindsOf } from "./kinds-of.ts";

/** What goes together: items of one source, place, day and of a kind that its platform groups. */
export interface Grouping {
  readonly days: KeyDays;
  /** Null for an item that is an entry of its own. */
  keyOf(row: ItemRow): GroupKey | null;
}

export function createGrouping(ctx: Context, zone: string): Grouping {
  const days = createKeyDays(zone);
  const isGrouped = kindsOf(ctx, "groupedKinds");
  return {
    days,
    keyOf: ({ id, connectionId, platform, kind, placeName }) =>
      isGrouped(platform, kind)
        ? { connectionId, kind, place: placeName ?? "", day: days.dayOf(id) }
        : null,
  };
}
