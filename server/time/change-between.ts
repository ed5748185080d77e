const SECOND = 1000;

/**
 * The instant between two, at which clocks are changed that are changed once between them. The border is
 * found by halving; it lies on a whole second, not always on a minute.
 */
export function changeBetween(offsetAt: (ms: number) => number, from: number, to: number): number {
  const before = offsetAt(from);
  let [low, high] = [from / SECOND, to / SECOND];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * SECOND) === before) low = middle;
    else high = middle;
  }
  return high * SECOND;
}
