import type { ItemRow } from "../../store/items.ts";
import { markOf } from "./cursor.ts";
import type { Border } from "./cursor.ts";
import { groupId } from "./entry-id.ts";
import type { Grouping } from "./grouping.ts";
import type { Draft } from "./to-entry.ts";

/** What is not grouped, and what is, each newest first below a key; fewer than the limit only at the end. */
export interface Halves {
  singles(key: number, limit: number): Promise<ItemRow[]>;
  grouped(key: number, limit: number, end: number): Promise<ItemRow[]>;
}

const FIRST = 120;
const MOST = 4000;
/** The share of a page's entries that are single, or more. */
const LIKELY = 0.6;

/**
 * The same as `readOlder`, where what is grouped can be read apart: as many single items as a page can hold,
 * and then, beside what stands around those, the groups of their days. Where it is known that no group
 * begins, none is read.
 */
export async function readHalves<Around>(
  { days, keyOf }: Grouping,
  halves: Halves,
  top: Border,
  limit: number,
  /** Asked for what stands around the entries, as soon as it is known which they may be. */
  readAround: (heads: readonly ItemRow[]) => Promise<Around>,
): Promise<{ drafts: Draft[]; below: Border | null; around: Around }> {
  const shownAbove = new Set(top.above);
  const groups = new Map<string, Draft>();
  /** The newest member below the border of each group that stands above it. */
  const passed = new Map<string, number>();
  /** All that is grouped, from here up to the border, is known. */
  let reached = Math.min(top.key, top.calm.from);
  let size = FIRST;

  const rows = await halves.singles(top.key, limit + 1);
  const singles = rows.map((row): Draft => ({ day: days.dayOf(row.id), key: null, rows: [row] }));
  const [around, page] = await Promise.all([readAround(rows.slice(0, limit)), choose()]);
  return { drafts: page, below: borderBelow(page), around };

  async function choose(): Promise<Draft[]> {
    // First of the days that the page holds if some of its entries are groups.
    const floors = rows.length <= limit ? [0] : [LIKELY * limit, limit - 1].map(dayBegins);
    for (;;) {
      const all = entries();
      const isCertain = (all[limit - 1]?.rows[0].id ?? 0) >= reached;
      if (isCertain && (all.length > limit || reached === 0)) {
        await readDownTo(all.slice(0, limit));
        return entries().slice(0, limit);
      }
      await readGrouped(floors.find((floor) => floor < reached) ?? 0);
    }
  }

  function dayBegins(at: number): number {
    const row = rows[Math.floor(at)];
    return row === undefined ? 0 : days.spanOf(days.dayOf(row.id)).start;
  }

  function entries(): Draft[] {
    return [...singles, ...groups.values()].toSorted((a, b) => b.rows[0].id - a.rows[0].id);
  }

  /** Completes the groups of a page. */
  async function readDownTo(page: readonly Draft[]): Promise<void> {
    const own = page.filter(({ key }) => key !== null);
    const end = Math.min(...own.map(({ day }) => days.spanOf(day).start));
    while (reached > end) await readGrouped(end);
  }

  async function readGrouped(end: number): Promise<void> {
    const found = await halves.grouped(reached, size, end);
    reached = found.length < size ? end : (found.at(-1)?.id ?? end);
    size = Math.min(size * 2, MOST);
    for (const row of found) take(row);
  }

  function take(row: ItemRow): void {
    const key = keyOf(row);
    if (key === null) throw new Error("What the index has apart is grouped.");
    const id = groupId(key);
    const group = groups.get(id);
    if (group) group.rows.push(row);
    else if (!shownAbove.has(markOf(id))) groups.set(id, { day: key.day, key, rows: [row] });
    else if (!passed.has(id)) passed.set(id, row.id);
  }

  function borderBelow(page: readonly Draft[]): Border | null {
    const key = page.at(-1)?.rows[0].id;
    if (key === undefined || entries().length === page.length) return null;
    const isOn = new Set(page);
    const heads = page.flatMap((one) => (one.key === null ? [] : one.rows[0].id));
    const next = [...groups.values()].filter((one) => !isOn.has(one)).map((one) => one.rows[0].id);
    // Those above may have lost what they had there, unless it is known that none begins here.
    const isUnknown = top.calm.from === top.calm.to;
    const others = isUnknown ? [...passed.values()].filter((id) => id >= key) : [];
    const open = page.flatMap((one) =>
      one.key !== null && days.spanOf(one.day).start < key ? [markOf(groupId(one.key))] : [],
    );
    const isOpen = days.openAt(top.key).some((span) => span.start < key);
    return {
      key,
      calm: {
        from: next.length > 0 ? Math.max(...next) + 1 : Math.min(key, reached),
        to: Math.min(top.calm.to, ...heads, ...others),
      },
      above: [...new Set([...(isOpen ? top.above : []), ...open])],
      below: [],
    };
  }
}
