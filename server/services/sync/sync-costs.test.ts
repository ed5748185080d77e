import { describe, expect, it, vi } from "vitest";
import { platforms } from "../../platforms/platforms.ts";
import { measureSync } from "../../testing/measure-sync.ts";

declare module "vitest" {
  interface TaskMeta {
    /** For `npm run bench -- sync`, which reads it in the report. */
    costs?: Awaited<ReturnType<typeof measureSync>>;
  }
}

/** The run's own rows: its connection twice, the due index, its limits, what it kept, and itself. */
const MOST_OF_A_RUN = 12;
/** Its row, three index entries, its day's count and its place's, its link, the full-text index. */
const MOST_OF_AN_ITEM = 8;
/** One that is kept: its row, an index entry, and what it came from. Of a history there are many. */
const MOST_OF_AN_ANSWER = 3;

describe("what a sync costs", () => {
  for (const { id } of platforms) {
    it(`at ${id}`, async ({ task }) => {
      vi.useFakeTimers({ toFake: ["Date"] });
      const costs = await measureSync(id);
      task.meta.costs = costs;
      const { idle, idleGrowth, idleGrowthOfDay, new10, backfill100 } = costs;
      expect(idle.requests).toBeLessThanOrEqual(1);
      expect(idle.rowsWritten).toBeLessThanOrEqual(4);
      expect(idle.r2Ops).toBe(0);
      expect(idleGrowth).toBe(0);
      // A run for each hour, and for each limit its row.
      expect(idleGrowthOfDay).toBeGreaterThan(0);
      expect(idleGrowthOfDay).toBeLessThanOrEqual(24 + 2);
      expect(new10.rowsWritten).toBeLessThanOrEqual(10 * MOST_OF_AN_ITEM + MOST_OF_A_RUN);
      expect(backfill100.rowsWritten).toBeLessThanOrEqual(
        100 * MOST_OF_AN_ITEM + backfill100.r2Ops * MOST_OF_AN_ANSWER,
      );
      // Reading grows with what is read, not with what is there.
      expect(idle.rowsRead).toBeLessThanOrEqual(12);
      expect(new10.rowsRead).toBeLessThanOrEqual(120);
    });
  }
});
