/**
 * The integer key of an item: its time in milliseconds shifted by 11 bits, plus a tie-break among
 * the items of that millisecond. It stays below 2^53 until the year 2109, and it orders by
 * (occurred_at, id) by itself. More than 2,048 items on one millisecond go on in the next ones.
 */
const TIES = 2048;

export function firstKeyAt(ms: number): number {
  return Math.max(0, Math.floor(ms)) * TIES;
}

/** Where the next millisecond's keys begin. */
export function endKeyAt(ms: number): number {
  return firstKeyAt(ms) + TIES;
}

/** The millisecond that a key lies in: that of its item, or one of the next where it was crowded. */
export function timeOfKey(key: number): number {
  return Math.floor(key / TIES);
}

/** Above every key: the bound of a first page. */
export const MAX_KEY = Number.MAX_SAFE_INTEGER;

/** The highest key taken in each of these milliseconds, or null where none is. */
type ReadHighest = (times: readonly number[]) => Promise<ReadonlyMap<number, number | null>>;

/**
 * Free keys for so many items per millisecond, lowest first. A millisecond that is full lends from
 * the next ones; each round of that costs one more read.
 */
export async function allocateKeys(
  wanted: ReadonlyMap<number, number>,
  readHighest: ReadHighest,
): Promise<Map<number, number[]>> {
  const given = new Map<number, number[]>([...wanted.keys()].map((ms) => [ms, []]));
  const next = new Map<number, number>();
  let open = [...wanted].map(([ms, count]) => ({ ms, at: ms, left: count }));
  while (open.length > 0) {
    const unread = [...new Set(open.map((one) => one.at))].filter((at) => !next.has(at));
    for (const [at, highest] of await readHighest(unread)) {
      next.set(at, highest === null ? firstKeyAt(at) : highest + 1);
    }
    for (const one of open) {
      const first = next.get(one.at) ?? firstKeyAt(one.at);
      const count = Math.min(one.left, endKeyAt(one.at) - first);
      given.get(one.ms)?.push(...Array.from({ length: count }, (_, step) => first + step));
      next.set(one.at, first + count);
      one.left -= count;
      one.at += 1;
    }
    open = open.filter((one) => one.left > 0);
  }
  return given;
}
