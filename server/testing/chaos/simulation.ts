import type { Random } from "../../sandbox/random.ts";
import { createEventQueue } from "./event-queue.ts";
import type { Figures } from "./figures.ts";
import type { Trouble } from "./trouble.ts";

/**
 * A simulated clock, and jobs that live by it: each is one invocation of the Worker. Whatever a job asks
 * of the outside (database, bucket, queue, network) is a point where it waits until the clock comes to
 * its answer; between two such points it runs alone. So the same seed repeats the same order, and a job
 * can stop for minutes, or for ever, at each of them.
 */
export interface Simulation {
  now(): number;
  readonly random: Random;
  readonly figures: Figures;
  /** How bad it is at the moment. */
  trouble: Trouble;
  /** Plans something that is no job's doing. */
  at(time: number, event: () => void | Promise<void>): void;
  /** Starts a job; `ended` hears how it went, and nothing of one that died. */
  start(
    name: string,
    run: (job: Job) => Promise<void>,
    ended?: (error: unknown) => void,
    died?: () => void,
  ): Job;
  /** Lets everything happen until then. */
  runUntil(time: number): Promise<void>;
  /** When the next thing happens that is no tick; null when nothing is planned. */
  nextAt(): number | null;
  /** Jobs that have neither ended nor died. */
  living(): number;
  note(text: string): void;
  /** The last things that happened, oldest first. */
  trace(): readonly string[];
  /** What a timer of the running job becomes; null where no job runs. */
  setTimer(ms: number, then: () => void): { clear(): void } | null;
}

export interface Job {
  readonly name: string;
  /** Its machine's clock is off by so much. */
  readonly skew: number;
  isDead(): boolean;
  /** When it came to its end as it should; null while it lives, where it died, and where it failed. */
  endedAt(): number | null;
  /** Something of its own failed it: it may not know what it did. */
  isHurt(): boolean;
  /** Asks something of the outside. With `signal` it stops waiting where that is aborted. */
  ask<T>(what: Asking, act: () => T | Promise<T>): Promise<T>;
  /** Waits by the simulated clock. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
  /** Never goes on: no catch and no finally follows. */
  die(): Promise<never>;
}

export interface Asking {
  readonly kind: "database" | "bucket" | "queue" | "network";
  readonly text: string;
  readonly isWrite: boolean;
  readonly signal?: AbortSignal;
}

/** Real time after which a job that neither waits nor ends is a fault of this harness. */
const HUNG_AFTER_MS = 20_000;

/** As D1 and R2 say that the way to them was cut off. */
const LOST: Readonly<Record<Asking["kind"], string>> = {
  database: "D1_ERROR: Network connection lost.",
  bucket: "put: We encountered an internal error. Please try again. (10001)",
  queue: "Queue send failed.",
  network: "Network connection lost.",
};

interface LivingJob extends Job {
  state: "alive" | "ended" | "dead";
}

export function createSimulation(given: {
  readonly start: number;
  readonly random: Random;
  readonly trouble: Trouble;
  readonly figures: Figures;
  /** How many notes are kept. */
  readonly memory: number;
  readonly realTimer: { set(then: () => void, ms: number): unknown; clear(timer: never): void };
}): Simulation {
  const { random, figures } = given;
  const events = createEventQueue<() => void | Promise<void>>();
  let now = given.start;
  let living = 0;
  let count = 0;
  let running: LivingJob | null = null;
  let stopped: () => void = () => {};
  const notes: string[] = [];

  const note = (text: string): void => {
    if (given.memory === 0) return;
    notes.push(`${new Date(now).toISOString()} ${text}`);
    if (notes.length > given.memory) notes.splice(0, notes.length - given.memory);
  };

  /** Lets a job run until it waits again, ends or dies. */
  const resume = async (job: LivingJob, go: () => void): Promise<void> => {
    if (job.state !== "alive") return;
    running = job;
    await new Promise<void>((resolve, reject) => {
      const timer = given.realTimer.set(
        () => reject(new Error(`${job.name} neither waits nor ends.`)),
        HUNG_AFTER_MS,
      );
      stopped = () => {
        given.realTimer.clear(timer as never);
        resolve();
      };
      go();
    });
    running = null;
  };

  const sleep = (job: LivingJob, ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      let isOver = false;
      // Whoever gave up waiting goes on elsewhere: nothing comes back here.
      signal?.addEventListener("abort", () => void (isOver = true), { once: true });
      events.add(now + ms, async () => {
        if (!isOver) await resume(job, resolve);
      });
      stopped();
    });

  const die = (job: LivingJob): Promise<never> => {
    if (job.state === "alive") {
      job.state = "dead";
      living -= 1;
      note(`${job.name} dies`);
    }
    stopped();
    return new Promise<never>(() => {});
  };

  const start: Simulation["start"] = (name, run, ended = () => {}, died = () => {}) => {
    count += 1;
    living += 1;
    const { trouble } = sim;
    const skew = trouble.skewMs === 0 ? 0 : random.int(-trouble.skewMs, trouble.skewMs);
    const fullName = `${name}#${count}`;
    let endedAt: number | null = null;
    let isHurt = false;
    const job: LivingJob = {
      name: fullName,
      skew,
      state: "alive",
      isDead: () => job.state === "dead",
      endedAt: () => endedAt,
      isHurt: () => isHurt,
      wait: (ms, signal) => sleep(job, ms, signal),
      die: () => {
        const end = die(job);
        died();
        return end;
      },
      ask: async (what, act) => {
        if (job.state !== "alive") return await new Promise<never>(() => {});
        const fate = sim.trouble.fateOf(what, random);
        if (fate.before > 0) await sleep(job, fate.before, what.signal);
        if (fate.dies === "before") {
          figures.crashes += 1;
          note(`${fullName} is cut off before: ${what.text}`);
          return await job.die();
        }
        let result:
          | { readonly value: Awaited<ReturnType<typeof act>> }
          | { readonly error: unknown };
        try {
          if (fate.fails === "before") throw new Error(LOST[what.kind]);
          result = { value: await act() };
          if (fate.fails === "after") result = { error: new Error(LOST[what.kind]) };
        } catch (error) {
          result = { error };
        }
        if (fate.fails !== null) {
          isHurt = true;
          figures[what.kind === "database" ? "databaseFaults" : "bucketFaults"] += 1;
        }
        note(`${fullName} ${what.text}${"error" in result ? ` !! ${String(result.error)}` : ""}`);
        if (fate.dies === "after") {
          figures.crashes += 1;
          note(`${fullName} is cut off after: ${what.text}`);
          return await job.die();
        }
        if (fate.isStall) {
          figures.stalls += 1;
          note(`${fullName} sleeps ${Math.round(fate.after / 1000)} s`);
        }
        await sleep(job, fate.after, what.signal);
        if ("error" in result) throw result.error;
        return result.value;
      },
    };
    const end = (error: unknown): void => {
      if (job.state !== "alive") return;
      job.state = "ended";
      if (error === null) endedAt = now;
      living -= 1;
      note(`${fullName} ends${error === null ? "" : ` with ${String(error)}`}`);
      ended(error);
      stopped();
    };
    events.add(now, () =>
      resume(job, () => {
        run(job).then(
          () => end(null),
          (error: unknown) => end(error ?? new Error("Rejected with nothing.")),
        );
      }),
    );
    return job;
  };

  const sim: Simulation = {
    now: () => now,
    random,
    figures,
    trouble: given.trouble,
    at: (time, event) => events.add(Math.max(time, now), event),
    start,
    runUntil: async (time) => {
      for (;;) {
        const next = events.next();
        if (next === null || next.at > time) break;
        events.take();
        now = Math.max(now, next.at);
        await next.event();
      }
      now = Math.max(now, time);
    },
    nextAt: () => events.next()?.at ?? null,
    living: () => living,
    note,
    trace: () => notes,
    setTimer: (ms, then) => {
      if (running === null) return null;
      const job = running;
      let isCleared = false;
      events.add(now + ms, async () => {
        if (!isCleared) await resume(job, then);
      });
      return { clear: () => void (isCleared = true) };
    },
  };
  return sim;
}
