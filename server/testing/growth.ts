/** How much longer twice the input takes: 2 where time is in proportion to length, 4 where to its square. */
export function growthOf(run: (size: number) => void, size: number): number {
  // The first run is slower than those after it.
  run(size);
  return fastest(() => run(size * 2)) / fastest(() => run(size));
}

/** The quickest of some is the one that nothing else held up. */
function fastest(run: () => void): number {
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return Math.max(Math.min(...times), 1);
}
