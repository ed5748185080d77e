import type { Context } from "../../context.ts";
import { runTick } from "../../services/sync/run-tick.ts";
import type { Mail } from "./mail.ts";
import type { Engine } from "./outside-bindings.ts";
import type { Job, Simulation } from "./simulation.ts";

/** The cron. Where nothing is due and nothing is under way, it jumps over what would be idle. */
export interface Cron {
  start(): void;
  /** From now on so often. */
  every(ms: number): void;
}

const TICK_MS = 5 * 60_000;

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

  const plan = (): void => {
    planned += 1;
    const own = planned;
    const next = nextMultiple(sim.now(), everyMs(sim.now()));
    sim.at(next, () => tick(own));
  };

  const tick = async (own: number): Promise<void> => {
    if (own !== planned) return;
    const idleUntil = await findIdleEnd();
    if (idleUntil > sim.now()) {
      planned += 1;
      const again = planned;
      sim.at(nextMultiple(idleUntil - 1, TICK_MS), () => tick(again));
      return;
    }
    sim.figures.ticks += 1;
    sim.start("tick", async (job) => await runTick(given.open(job)));
    plan();
  };

  /** Until when no tick would find anything to do. */
  const findIdleEnd = async (): Promise<number> => {
    if (sim.living() > 0 || given.mail.waiting() > 0) return 0;
    const [answer] = await given.engine.run([
      {
        sql: `SELECT min(next_sync_at) AS due, sum(status = 'disconnecting') AS ending
              FROM media_accounts`,
        values: [],
      },
    ]);
    const { due, ending } = answer?.results[0] ?? {};
    if (Number(ending ?? 0) > 0) return 0;
    const dueAt = due === null || due === undefined ? Infinity : Number(due);
    return Math.min(dueAt, sim.nextAt() ?? Infinity, sim.now() + 24 * 3_600_000);
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
