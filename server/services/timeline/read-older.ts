import type { ItemRow } from "../../store/items.ts";
import type { ItemReader } from "../views/read-items.ts";
import { markOf, unknownAt } from "./cursor.ts";
import type { Border } from "./cursor.ts";
import { groupId } from "./entry-id.ts";
import type { Grouping } from "./grouping.ts";
import { readMembers } from "./read-members.ts";
import type { Draft } from "./to-entry.ts";
import { createWalk } from "./walk.ts";

/**
 * The entries below a border, newest first, and the border below them; null at the end. What was added
 * above the border since it was drawn is above it; a group shown there keeps what it gets below it, too.
 * Where what fits is rare there may be fewer than the limit, or none, and more below.
 */
export async function readOlder<Around>(
  grouping: Grouping,
  reader: Pick<ItemReader, "isCostly" | "below">,
  top: Border,
  limit: number,
  /** Asked for what stands around the entries, as soon as it is known which they are. */
  readAround: (heads: readonly ItemRow[]) => Promise<Around>,
): Promise<{ drafts: Draft[]; below: Border | null; around: Around }> {
  const { days, keyOf } = grouping;
  const shownAbove = new Set(top.above);
  const drafts: Draft[] = [];
  const groups = new Map<string, Draft>();

  /** False when the item would begin an entry beyond the limit. */
  const take = (row: ItemRow): boolean => {
    const key = keyOf(row);
    const id = key && groupId(key);
    if (id !== null && shownAbove.has(markOf(id))) return true;
    const group = id === null ? undefined : groups.get(id);
    if (group) {
      group.rows.push(row);
      return true;
    }
    if (drafts.length === limit) return false;
    const draft: Draft = { day: days.dayOf(row.id), key, rows: [row] };
    drafts.push(draft);
    if (id !== null) groups.set(id, draft);
    return true;
  };

  const walk = createWalk(reader.below, top.key, reader.isCostly);
  let last = top.key;
  let seen = 0;
  let rest: ItemRow[] = [];
  while (rest.length === 0 && walk.stoppedAt === null) {
    const missing = limit - drafts.length + 1;
    const rows = await walk.step(Math.ceil((missing * Math.max(1, seen)) / (drafts.length || 1)));
    if (rows.length === 0 && walk.stoppedAt === null)
      return { drafts, below: null, around: await readAround(heads()) };
    const beyond = rows.findIndex((row) => !take(row));
    rest = beyond < 0 ? [] : rows.slice(beyond);
    last = (beyond < 0 ? rows.at(-1) : rows[beyond - 1])?.id ?? last;
    if (beyond < 0) last = walk.stoppedAt ?? last;
    seen += rows.length;
  }
  const [below, around] = await Promise.all([closeDays(last, rest), readAround(heads())]);
  return { drafts, below, around };

  function heads(): ItemRow[] {
    return drafts.map(({ rows }) => rows[0]);
  }

  /** Completes the groups of days that the page ends in, so that none is torn. */
  async function closeDays(key: number, unread: readonly ItemRow[]): Promise<Border> {
    const open = [...groups].filter(([, { day }]) => days.spanOf(day).start < key);
    const end = Math.min(...open.map(([, { day }]) => days.spanOf(day).start));
    const read = unread.at(-1)?.id ?? key;
    const connections = open.map(([, { rows }]) => rows[0].connectionId);
    const more =
      walk.isDone || read <= end ? [] : await readMembers(reader.below, read, end, connections);
    for (const row of [...unread, ...more]) {
      const group = keyOf(row);
      if (group !== null) groups.get(groupId(group))?.rows.push(row);
    }
    const isOpen = shownAbove.size > 0 && days.openAt(top.key).some((span) => span.start < key);
    return {
      key,
      calm: unknownAt(key),
      above: [...(isOpen ? top.above : []), ...open.map(([id]) => markOf(id))],
      below: [],
    };
  }
}
