import type { ItemRow } from "../../store/items.ts";
import { markOf } from "./cursor.ts";
import { groupId, itemId } from "./entry-id.ts";
import type { GroupKey } from "./entry-id.ts";
import type { Grouping } from "./grouping.ts";

/** What may become an entry of a page that is read upwards. */
export interface Candidate {
  readonly id: string;
  readonly key: GroupKey | null;
  /** The keys of its day. */
  readonly start: number;
  readonly end: number;
  /** Oldest first. */
  readonly rows: ItemRow[];
  /** The key of its newest member, as far as is known. */
  head: number;
  /** It is known to have none beyond what was read. */
  isLast: boolean;
  /** It is known to have some beyond it. */
  isBeyond: boolean;
  /** What it has below the page's border is among its rows. */
  isWhole: boolean;
  /** A page below shows it. */
  readonly isShownBelow: boolean;
}

export interface Candidates {
  add(row: ItemRow): void;
  /** Adds an item of a group that has none but such. */
  addWhole(row: ItemRow): void;
  /** Those that may stand on this page, by their newest members, oldest first. */
  standing(): Candidate[];
  /** How many are known to stand above it. */
  beyond(): number;
  all(): Candidate[];
  /** How many items all of them hold. */
  items(): number;
}

/** `shownBelow` are marks of groups that stand on pages below. */
export function createCandidates(
  { days, keyOf }: Grouping,
  shownBelow: readonly string[],
): Candidates {
  const below = new Set(shownBelow);
  const byId = new Map<string, Candidate>();
  let items = 0;

  const add = (row: ItemRow, isWhole: boolean): void => {
    const key = keyOf(row);
    const id = key ? groupId(key) : itemId(row);
    const span = key ? days.spanOf(key.day) : { start: row.id, end: row.id + 1 };
    const known = byId.get(id);
    const one: Candidate = known ?? {
      id,
      key,
      ...span,
      rows: [],
      head: row.id,
      isLast: isWhole,
      isBeyond: false,
      isWhole,
      isShownBelow: key !== null && below.has(markOf(id)),
    };
    one.rows.push(row);
    one.head = row.id;
    one.isBeyond = false;
    byId.set(id, one);
    items += 1;
  };

  return {
    add: (row) => add(row, false),
    addWhole: (row) => add(row, true),
    standing: () =>
      [...byId.values()]
        .filter((one) => !one.isBeyond && !one.isShownBelow)
        .toSorted((a, b) => a.head - b.head),
    beyond: () => [...byId.values()].filter((one) => one.isBeyond).length,
    all: () => [...byId.values()],
    items: () => items,
  };
}
