import type { Platform } from "../../platforms/platform.ts";
import type { PromiseName } from "./promises.ts";
import type { Job, Simulation } from "./simulation.ts";

/** A connection as one run has it. */
export interface Claim {
  readonly id: string;
  readonly platform: string;
  /** The sealed token that it began with. */
  readonly grant: string;
  readonly fence: number;
  readonly at: number;
}

/** What platforms told to wait for, and who did not. */
export interface Waits {
  /** An answer came to whoever asked. */
  heard(job: Job, claim: Claim, answer: Response, isToken: boolean): void;
  asked(job: Job, claim: Claim, isToken: boolean): void;
  /** Something was written for what it holds. */
  wrote(job: Job, claim: Claim): void;
}

interface Wait {
  readonly job: Job;
  readonly claim: Claim;
  readonly until: number;
  /** Whoever heard of it still held the connection when it wrote what came of it. */
  isKept: boolean;
}

const DAY_MS = 24 * 3_600_000;

/**
 * Bound by a wait are the runs that begin after whoever heard of it came to its end: what it could not
 * write, because it was cut off, had lost its connection or its database failed, nobody can know.
 */
export function createWaits(
  sim: Simulation,
  given: {
    readonly platforms: readonly Platform[];
    readonly breaks: (promise: PromiseName, text: string) => void;
    /** Machines' clocks differ by up to so much from the simulated one. */
    readonly skewMs: number;
  },
): Waits {
  const waits = new Map<string, Wait[]>();
  const platformOf = (id: string): Platform | undefined =>
    given.platforms.find((one) => one.id === id);

  return {
    wrote: (job, claim) => {
      for (const wait of [...waits.values()].flat()) {
        if (wait.job === job && wait.claim === claim) wait.isKept = true;
      }
    },
    heard: (job, claim, { status, headers }, isToken) => {
      const seconds = Number(headers.get("retry-after") ?? "");
      const isLimit = status === 429 || status === 403;
      if (!(isLimit || status >= 500) || !(seconds > 0)) return;
      const platform = platformOf(claim.platform);
      // Anybody may answer at an address of the open internet: a day is as long as he is believed.
      const most = platform?.hosts === "public" ? DAY_MS : Infinity;
      const until = sim.now() + Math.min(seconds * 1000, most);
      const isShared = isLimit && platform?.limitScope === "client";
      const scope = isToken ? tokenScope(claim) : isShared ? claim.platform : claim.id;
      sim.figures.waits += 1;
      const standing = (waits.get(scope) ?? []).filter((one) => one.until > sim.now());
      waits.set(scope, [...standing, { job, claim, until, isKept: false }]);
    },
    asked: (job, claim, isToken) => {
      const latest = sim.now() + 2 * given.skewMs;
      for (const scope of [claim.id, claim.platform, ...(isToken ? [tokenScope(claim)] : [])]) {
        const wait = waits
          .get(scope)
          ?.find((one) => one.until > latest && isBoundBy(one, job, claim));
        if (wait === undefined) continue;
        given.breaks(
          "early",
          `${claim.platform}: ${job.name} asks ${Math.ceil((wait.until - sim.now()) / 1000)} s before its time`,
        );
        return;
      }
    },
  };
}

/**
 * A renewal may wait while the old token is good: that is another way than the one to what is read. Who
 * has another token by then was given it.
 */
function tokenScope({ id, grant }: Claim): string {
  return `token ${id} ${grant}`;
}

function isBoundBy(wait: Wait, job: Job, claim: Claim): boolean {
  if (wait.job.isHurt() || !wait.isKept) return false;
  if (wait.job === job) return wait.claim !== claim;
  const endedAt = wait.job.endedAt();
  return endedAt !== null && claim.at > endedAt;
}
