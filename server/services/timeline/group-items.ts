import type { ItemRow } from "../../store/items.ts";
import { markOf } from "./cursor.ts";
import { groupId } from "./entry-id.ts";
import type { GroupKey } from "./entry-id.ts";
import type { Draft } from "./to-entry.ts";
import type { ZonedDays } from "./zoned-day.ts";

/** Puts items, given newest first, together into the entries of one page. */
export interface Grouping {
  readonly drafts: readonly Draft[];
  /** False when the item would begin an entry beyond the limit: the page ends before it. */
  take(row: ItemRow): boolean;
  /** Adds an item of a day that is under way to its group; anything else is left for later pages. */
  complete(row: ItemRow): void;
  /** Marks of the groups of a day that stand on this page, or stood on earlier ones. */
  shownOn(day: string): string[];
}

export interface GroupingRules {
  readonly limit: number;
  readonly days: ZonedDays;
  /** Whether items of this platform and kind are grouped by place and day. */
  isGrouped(platform: string, kind: string): boolean;
  /** Marks of the groups of `day` that earlier pages show whole. */
  readonly earlier: { readonly day: string | null; readonly shown: readonly string[] };
}

export function createGrouping(rules: GroupingRules): Grouping {
  const { days, earlier, limit } = rules;
  const drafts: Draft[] = [];
  const groups = new Map<string, Draft>();
  const shownEarlier = new Set(earlier.shown);

  const keyOf = (row: ItemRow, day: string): GroupKey | null =>
    rules.isGrouped(row.platform, row.kind)
      ? { connectionId: row.connectionId, kind: row.kind, place: row.placeName ?? "", day }
      : null;

  return {
    drafts,
    take: (row) => {
      const day = days.dayOf(row.occurredAt);
      const key = keyOf(row, day);
      const id = key && groupId(key);
      if (id !== null && shownEarlier.has(markOf(id))) return true;
      const standing = id === null ? undefined : groups.get(id);
      if (standing) {
        standing.rows.push(row);
        return true;
      }
      if (drafts.length === limit) return false;
      const draft: Draft = { day, key, rows: [row] };
      drafts.push(draft);
      if (id !== null) groups.set(id, draft);
      return true;
    },
    complete: (row) => {
      const key = keyOf(row, days.dayOf(row.occurredAt));
      if (key !== null) groups.get(groupId(key))?.rows.push(row);
    },
    shownOn: (day) => {
      const here = drafts.flatMap((draft) =>
        draft.day === day && draft.key !== null ? [markOf(groupId(draft.key))] : [],
      );
      return earlier.day === day ? [...earlier.shown, ...here] : here;
    },
  };
}
