const EVERY = 10_000;

/** What is told while items are written: a line a piece, of ten thousand at least, and one at the end. */
export interface Progress {
  readonly told: (written: number) => void;
  end(): void;
}

export function createProgress(
  out: { write(text: string): unknown },
  items: number,
  now: () => number = () => performance.now(),
): Progress {
  const begun = now();
  let line = begun;
  let next = EVERY;
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
  return {
    told: (written) => {
      if (written < next) return;
      const at = now();
      const pace = `${seconds(at - line)}, ${seconds(at - begun)} in all`;
      out.write(
        `${written.toLocaleString("en")} of ${items.toLocaleString("en")} items: ${pace}\n`,
      );
      line = at;
      next = (Math.floor(written / EVERY) + 1) * EVERY;
    },
    end: () =>
      void out.write(`${items.toLocaleString("en")} items in ${seconds(now() - begun)}.\n`),
  };
}
