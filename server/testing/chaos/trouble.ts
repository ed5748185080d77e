import type { Random } from "../../sandbox/random.ts";
import type { Asking } from "./simulation.ts";

/** How bad the world is: what becomes of a call, chances in [0, 1] each time. */
export interface Trouble {
  /** Machines' clocks differ by up to so much. */
  readonly skewMs: number;
  /** A queue message comes twice. */
  readonly duplicate: number;
  /** Messages rest for up to so long before they come. */
  readonly deliveryMs: number;
  /** A request to a platform goes wrong in some way. */
  readonly network: number;
  fateOf(what: Asking, random: Random): Fate;
}

export interface Fate {
  /** Milliseconds until it takes effect, and from then until the answer is there. */
  readonly before: number;
  readonly after: number;
  readonly dies: "before" | "after" | null;
  readonly isStall: boolean;
  /** It throws, and took effect all the same where it failed after that. */
  readonly fails: "before" | "after" | null;
}

const USUAL_MS: Readonly<Record<Asking["kind"], readonly [number, number]>> = {
  database: [2, 25],
  bucket: [20, 120],
  queue: [5, 40],
  network: [80, 600],
};

export const CALM: Trouble = {
  skewMs: 0,
  duplicate: 0,
  deliveryMs: 500,
  network: 0,
  fateOf: ({ kind }) => {
    const [least] = USUAL_MS[kind];
    return { before: 0, after: least, dies: null, isStall: false, fails: null };
  },
};

/** `crash` and `stall` are the chances at each call; writes are where they matter, and fare worse. */
export function troubled(given: {
  readonly crash: number;
  /** A call of the database or the bucket fails. */
  readonly failure: number;
  readonly stall: number;
  readonly skewMs: number;
  readonly duplicate: number;
  readonly deliveryMs: number;
  readonly network: number;
}): Trouble {
  const { crash, stall, failure, ...rest } = given;
  return {
    ...rest,
    fateOf: ({ kind, isWrite }, random) => {
      const [least, most] = USUAL_MS[kind];
      const worse = isWrite ? 3 : 1;
      const isLate = kind === "network" || random.chance(0.1);
      const before = isLate ? random.int(0, most) : 0;
      const after = random.int(least, most);
      const dice = random.next();
      if (dice < crash * worse) {
        const dies = random.chance(0.5) ? "before" : "after";
        return { before, after, dies, isStall: false, fails: null };
      }
      if (dice < (crash + stall) * worse) {
        // Around the lease's 75 seconds: some come back in time, some as zombies.
        const ms = random.chance(0.3) ? random.int(5_000, 120_000) : random.int(60_000, 900_000);
        const isBefore = random.chance(0.5);
        return {
          before: isBefore ? ms : before,
          after: isBefore ? after : ms,
          dies: null,
          isStall: true,
          fails: null,
        };
      }
      const mayFail = kind === "database" || kind === "bucket";
      if (mayFail && dice < (crash + stall + failure) * worse) {
        const fails = random.chance(0.5) ? "before" : "after";
        return { before, after, dies: null, isStall: false, fails };
      }
      return { before, after, dies: null, isStall: false, fails: null };
    },
  };
}
