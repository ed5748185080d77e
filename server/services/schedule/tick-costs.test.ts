import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it } from "vitest";
import {
  ASSUMED,
  clearTables,
  measureFree,
  measureInline,
  measurePaid,
} from "../../testing/measure-ticks.ts";
import type { FreeFigures, PaidFigures } from "../../testing/measure-ticks.ts";

declare global {
  namespace Cloudflare {
    interface Env {
      /** Set by `npm run bench -- tick`; empty for sizes that pass quickly. */
      TICKS_IN_FULL: string;
    }
  }
}

declare module "vitest" {
  interface TaskMeta {
    /** For `npm run bench -- tick`, which reads all of these in the report. */
    assumed?: typeof ASSUMED;
    paid?: PaidFigures;
    free?: {
      readonly spent: FreeFigures;
      readonly rested: FreeFigures;
      readonly inline: Awaited<ReturnType<typeof measureInline>>;
    };
  }
}

const isFull = env.TICKS_IN_FULL !== "";
const LONG = 300_000;

afterEach(clearTables);

describe("what ticks cost", () => {
  it(
    "on the paid plan",
    async ({ task }) => {
      const [connections, sampleEvery] = isFull ? [100_000, 40] : [5000, 20];
      const paid = await measurePaid(connections, sampleEvery);
      task.meta.assumed = ASSUMED;
      task.meta.paid = paid;
      expect(paid.dueRowsRead).toBeLessThanOrEqual(1000);
      expect(paid.minutesToLast).toBeLessThanOrEqual(5);
      expect(paid.messages).toBe(connections / 25);
    },
    LONG,
  );

  it(
    "on the free plan",
    async ({ task }) => {
      const connections = isFull ? 1000 : 300;
      const free = {
        spent: await measureFree(connections, { isRested: false }),
        rested: await measureFree(connections, { isRested: true }),
        inline: await measureInline(connections, 6),
      };
      task.meta.assumed = ASSUMED;
      task.meta.free = free;
      for (const { mostQueries, mostSubrequests } of Object.values(free)) {
        expect(mostQueries).toBeLessThanOrEqual(50);
        expect(mostSubrequests).toBeLessThanOrEqual(50);
      }
      // About ten messages of 16 come back at each tick, and those who were first want to be checked again.
      expect(free.spent.ticks).toBeLessThanOrEqual(Math.ceil(connections / 80) + 1);
      expect(free.rested.minutesToLast).toBeLessThanOrEqual(11);
      expect(free.inline.checksPerTick).toBeGreaterThanOrEqual(12);
    },
    LONG,
  );
});
