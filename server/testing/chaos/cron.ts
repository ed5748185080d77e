import type { Context } from "../../context.ts";
import { runTick } from "../../services/schedule/run-tick.ts";
import type { Mail } from "./mail.ts";
import type { Engine } from "./outside-bindings.ts";
import type { Job, Simulation } from "./simulation.ts";

/**
 * The cron. It may be late, but not while work waits that found no room; where nothing is due and
 * nothing is under way, it jumps over what would be idle.
 */
export interface Cron {
  start(): void;
  /** From now on so often. */
  every(ms: number): void;
}

const TICK_MS = 5 * 60_000;
const DAY_MS = 24 * 3_600_000;
/** What comes due again while others have their turn is no backlog; what has more to read is. */
const LONG_DUE_MS = 20 * 60_000;

export function createCron(
  sim: Simulation,
  given: {
    readonly open: (job: Job) => Context;
    readonly mail: Mail;
    readonly engine: Engine;
    readonly everyMs: (now: number) => number;
  },
): Cron {
  let everyMs = given.everyMs;
  let planned = 0;
  let lastAt = sim.now();
  let regularAt = 0;

  /** Only the latest plan counts. */
  const planAt = (time: number): void => {
    planned += 1;
    const own = planned;
    sim.at(time, () => (own === planned ? tick() : undefined));
  };

  const nextRegular = (after: number): number => {
    let time = nextMultiple(after, TICK_MS);
    while (time % everyMs(time) !== 0) time += TICK_MS;
    return time;
  };

  const plan = (): void => {
    regularAt = nextRegular(sim.now());
    planAt(nextMultiple(sim.now(), TICK_MS));
  };

  const tick = async (): Promise<void> => {
    const now = sim.now();
    const { dueAt, hasBacklog } = await look();
    const isQuiet = sim.living() === 0 && given.mail.waiting() === 0;
    if (!hasBacklog && isQuiet && (now < regularAt || dueAt > now)) {
      // Nothing happens before the next of these, whatever it is.
      const idleUntil = Math.min(dueAt, sim.nextAt() ?? Infinity, now + DAY_MS);
      planAt(nextMultiple(Math.max(now, idleUntil - 1, regularAt - TICK_MS), TICK_MS));
      return;
    }
    if (!hasBacklog && now < regularAt) {
      planAt(now + TICK_MS);
      return;
    }
    sim.figures.ticks += 1;
    lastAt = now;
    sim.start("tick", async (job) => await runTick(given.open(job)));
    plan();
  };

  /** What was due at the last tick and still is found no room in it: then the next one is not late. */
  const look = async (): Promise<{ dueAt: number; hasBacklog: boolean }> => {
    const [answer] = await given.engine.run([
      {
        sql: `SELECT min(next_sync_at) AS due,
                coalesce(sum(next_sync_at <= coalesce(last_checked_at, 0) + 60000
                  AND next_sync_at <= ?1), 0) AS more, coalesce(sum(status = 'disconnecting'), 0)
                + (SELECT count(*) FROM media_users WHERE erase_at <= ?1) AS ending
              FROM media_accounts`,
        values: [sim.now()],
      },
    ]);
    const { due, ending, more } = answer?.results[0] ?? {};
    const dueAt = due === null || due === undefined ? Infinity : Number(due);
    const isLeft = Number(ending ?? 0) > 0 || Number(more ?? 0) > 0;
    return { dueAt, hasBacklog: dueAt <= lastAt - LONG_DUE_MS || isLeft };
  };

  return {
    start: plan,
    every: (ms) => {
      everyMs = () => ms;
      plan();
    },
  };
}

function nextMultiple(after: number, step: number): number {
  return (Math.floor(after / step) + 1) * step;
}
