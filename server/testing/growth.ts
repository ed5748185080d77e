/** The clock tells whole milliseconds, and other work goes on: what is measured takes at least so long. */
const LONG_ENOUGH_MS = 40;

/**
 * How much longer twice the input takes: 2 where time is in proportion to length, 4 where to its square.
 * It is measured over three doublings, so that a single hiccup does not count.
 */
export function growthOf(run: (size: number) => void, size: number): number {
  let times = 1;
  while (timeOf(run, size, times) < LONG_ENOUGH_MS && times < 10_000) times *= 2;
  const fastest = (one: number): number =>
    Math.min(...Array.from({ length: 5 }, () => timeOf(run, one, times)));
  return Math.cbrt(fastest(size * 8) / fastest(size));
}

function timeOf(run: (size: number) => void, size: number, times: number): number {
  const start = performance.now();
  for (let at = 0; at < times; at += 1) run(size);
  return performance.now() - start;
}
