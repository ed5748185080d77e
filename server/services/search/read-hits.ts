import { MAX_KEY } from "../../store/item-key.ts";
import type { ItemRow } from "../../store/items.ts";
import type { Found } from "../../store/search.ts";
import type { KeyRange } from "../views/key-range.ts";
import type { SearchPlace } from "./search-cursor.ts";

/** What one page asks the database at most, and how much it looks at at once: then it ends early. */
const MOST_LOOKS = 12;
const LARGEST_LOOK = 1000;

export interface Hits {
  readonly rows: readonly ItemRow[];
  /** Null where nothing is left. */
  readonly next: SearchPlace | null;
}

/** What fits an expression below a key, newest first, of `limit` that are looked at, down to `end`. */
export type FindHits = (
  expression: string,
  below: number,
  limit: number,
  end: number,
) => Promise<Found>;

/**
 * The next hits of a search: of each of these expressions in turn, newest first, those that `lens` shows.
 * Reads about two rows a hit; more only where much of what the index finds is not seen.
 */
export async function readHits(
  find: FindHits,
  search: {
    readonly ranks: readonly string[];
    readonly range: KeyRange;
    readonly lens: (row: ItemRow) => ItemRow | null;
    readonly from: SearchPlace;
    readonly limit: number;
  },
): Promise<Hits> {
  const { ranks, range, lens, limit } = search;
  const end = range.above + 1;
  const rows: ItemRow[] = [];
  let at = search.from;
  let last = at;
  let size = limit + 1;
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    const expression = ranks[at.rank];
    if (expression === undefined) return { rows, next: null };
    const below = Math.min(at.key, range.below);
    const found = await find(expression, below, size, end);
    for (const row of found.rows) {
      const shown = lens(row);
      if (shown === null) continue;
      if (rows.length === limit) return { rows, next: last };
      rows.push(shown);
      last = { rank: at.rank, key: row.id };
    }
    const isOver = found.next === null || found.next <= end;
    size = isOver ? limit + 1 - rows.length : Math.min(size * 2, LARGEST_LOOK);
    at = isOver ? { rank: at.rank + 1, key: MAX_KEY } : { rank: at.rank, key: found.next ?? 0 };
  }
  return { rows, next: at };
}
