import type { ItemRow } from "../../store/items.ts";
import type { ItemReader } from "../views/read-items.ts";
import { MAX_KEY } from "../../store/item-key.ts";
import { createCandidates } from "./candidates.ts";
import type { Candidate } from "./candidates.ts";
import { markOf } from "./cursor.ts";
import type { Border } from "./cursor.ts";
import { groupId } from "./entry-id.ts";
import type { Grouping } from "./grouping.ts";
import { readMembers } from "./read-members.ts";
import type { Draft } from "./to-entry.ts";
import { createWalk } from "./walk.ts";

/**
 * The entries next above a border, newest first, and the border above them; null at the top. Of a group,
 * read upwards, the newest member comes last: where it has any beyond the page, it is left for the page
 * of that one. A group that a page below shows stays there on this way up, whatever it gets.
 */
export async function readNewer<Around>(
  grouping: Grouping,
  reader: Pick<ItemReader, "isCostly" | "below" | "above">,
  bottom: Border,
  limit: number,
  /** Asked for what stands around the entries, as soon as it is known which they are. */
  readAround: (heads: readonly ItemRow[]) => Promise<Around>,
): Promise<{ drafts: Draft[]; above: Border | null; around: Around }> {
  const { days, keyOf } = grouping;
  /** Below it, what is grouped is left out: it belongs to groups that come higher. */
  const calm = Math.max(bottom.key, bottom.calm.to);
  const stretch = { connectionId: null, end: MAX_KEY, groupedBeyond: calm - 1 };
  const read = (key: number, size: number) => reader.above(key, size, stretch);
  const walk = createWalk(read, bottom.key - 1, reader.isCostly);
  const found = createCandidates(grouping, bottom.below);
  const open = days.openAt(bottom.key);
  const floor = Math.min(...open.map(({ start }) => start));
  let reached = bottom.key - 1;
  let isEachMarkLookedFor = bottom.above.length === 0;

  for (;;) {
    const page = await choose();
    const above = borderAbove(page);
    if (await findLost(above)) continue;
    const heads = page.flatMap(({ rows }) => rows.at(-1) ?? []);
    const [around] = await Promise.all([readAround(heads), complete(page)]);
    return { drafts: page.map(toDraft).toReversed(), above, around };
  }

  /** Reads on until it is certain which entries are the next. */
  async function choose(): Promise<Candidate[]> {
    for (;;) {
      const isCertain = (one: Candidate): boolean =>
        one.key === null || one.isLast || walk.isDone || one.end <= reached + 1;
      const standing = found.standing();
      const certain = standing.filter(isCertain);
      const top = certain[limit - 1]?.head ?? (walk.isDone ? Infinity : null);
      const isStopped = walk.stoppedAt !== null;
      const pending = standing.filter(
        (one) => !isCertain(one) && (isStopped || (top !== null && one.head < top)),
      );
      if (isStopped && pending.length === 0) return certain.slice(0, limit);
      const isMoreKnown = walk.isDone || found.beyond() + standing.length > limit;
      if (top !== null && pending.length === 0 && isMoreKnown) return certain.slice(0, limit);
      if (pending.length > 0) await decide(pending);
      else await readOn(limit + 1 - certain.length);
    }
  }

  async function readOn(missing: number): Promise<void> {
    const entries = found.all().length;
    const expected = (Math.max(1, missing) * Math.max(1, found.items())) / (entries || 1);
    const rows = await walk.step(Math.ceil(expected));
    rows.forEach(found.add);
    reached = walk.stoppedAt ?? rows.at(-1)?.id ?? reached;
  }

  /** Of groups whose day goes on beyond what was read: is there more of them? */
  async function decide(pending: readonly Candidate[]): Promise<void> {
    const end = Math.max(...pending.map((one) => one.end)) - 1;
    const connections = pending.flatMap(({ key }) => (key ? [key.connectionId] : []));
    const isFound = (rows: readonly ItemRow[]): boolean => {
      const later = new Set(rows.map(idOf));
      for (const one of pending) one.isBeyond ||= later.has(one.id);
      return pending.every((one) => one.isBeyond);
    };
    isFound(await readMembers(reader.above, reached, end, connections, isFound));
    for (const one of pending) one.isLast = !one.isBeyond;
  }

  /** Adds what the groups of the page have below where they were looked for. */
  async function complete(page: readonly Candidate[]): Promise<void> {
    const cut = page.filter((one) => one.key !== null && !one.isWhole && one.start < calm);
    if (cut.length === 0) return;
    const end = Math.min(...cut.map(({ start }) => start));
    const connections = cut.flatMap(({ key }) => (key ? [key.connectionId] : []));
    const rows = await readMembers(reader.below, calm, end, connections);
    const below = Map.groupBy(rows, idOf);
    for (const one of cut) one.rows.unshift(...(below.get(one.id) ?? []).toReversed());
  }

  function borderAbove(page: readonly Candidate[]): Border | null {
    const last = page.at(-1);
    const isAll = found.standing().length === page.length;
    if (isAll ? walk.isDone : !last) return null;
    const isFarther = isAll && walk.stoppedAt !== null;
    const key = Math.max(bottom.key, isFarther ? reached + 1 : (last?.head ?? reached) + 1);
    const shown = new Set(page.map(({ id }) => markOf(id)));
    const isOpen = open.some((span) => span.end > key);
    const kept = isOpen ? bottom.above.filter((mark) => !shown.has(mark)) : [];
    const cut = found
      .all()
      .filter((one) => one.key !== null && !one.isShownBelow && !page.includes(one))
      .filter((one) => (one.rows[0]?.id ?? key) < key)
      .map(({ id }) => markOf(id));
    const below = page
      .filter((one) => one.key !== null && one.end > key)
      .map(({ id }) => markOf(id));
    const heads = found
      .all()
      .filter((one) => page.includes(one) || (one.isShownBelow && one.head < key))
      .flatMap((one) => (one.key === null ? [] : one.head));
    return {
      key,
      calm: {
        from: heads.length > 0 ? Math.max(...heads) + 1 : Math.min(key, bottom.calm.from),
        to: Math.max(key, bottom.calm.to),
      },
      above: [...new Set([...kept, ...cut])],
      below: [...new Set([...(isOpen ? bottom.below : []), ...below])],
    };
  }

  /**
   * Groups that were to come above the border, and whose members there are gone since: what they have
   * below it is shown before their day is left. True where there is any.
   */
  async function findLost(above: Border | null): Promise<boolean> {
    const isDayLeft = above === null || open.every((span) => span.end <= above.key);
    if (isEachMarkLookedFor || !isDayLeft) return false;
    isEachMarkLookedFor = true;
    const seen = new Set(found.all().map(({ id }) => markOf(id)));
    const lost = new Set(bottom.above.filter((mark) => !seen.has(mark)));
    if (lost.size === 0 || open.length === 0) return false;
    const rows = await readMembers(reader.below, calm, floor, null);
    const members = rows.filter((row) => lost.has(markOf(idOf(row) ?? "")));
    members.toReversed().forEach(found.addWhole);
    return members.length > 0;
  }

  function idOf(row: ItemRow): string | null {
    const key = keyOf(row);
    return key && groupId(key);
  }

  function toDraft({ key, rows }: Candidate): Draft {
    const [head, ...rest] = rows.toReversed();
    if (!head) throw new Error("An entry has an item.");
    return { day: days.dayOf(head.id), key, rows: [head, ...rest] };
  }
}
