/** Chance that is the same at each run (mulberry32). */
export interface SeededNumbers {
  /** In [0, 1). */
  next(): number;
  /** A whole number from 0 to below so many. */
  below(count: number): number;
  pick<T>(list: readonly [T, ...T[]]): T;
}

export function seededNumbers(seed: number): SeededNumbers {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (count: number): number => Math.floor(next() * count);
  return { next, below, pick: (list) => list[below(list.length)] ?? list[0] };
}
