import type { SyncMessage } from "../../sync-message.ts";
import type { Job, Simulation } from "./simulation.ts";

/** The queue: every message comes at least once, late, perhaps twice, and again after whoever had it died. */
export interface Mail {
  readonly send: (message: SyncMessage, delaySeconds: number) => void;
  /** Messages that nobody has dealt with. */
  waiting(): number;
}

const MOST_ATTEMPTS = 4;
const RETRY_MS = 30_000;
/** Who has not answered for a message by then has died, as far as the queue can know. */
const GIVEN_UP_AFTER_MS: readonly [number, number] = [60_000, 600_000];

export function createMail(
  sim: Simulation,
  consume: (message: unknown, job: Job) => Promise<void>,
): Mail {
  let waiting = 0;

  const deliver = (message: SyncMessage, attempt: number): void => {
    let isSettled = false;
    const settle = (again: number | null): void => {
      if (isSettled) return;
      isSettled = true;
      if (again === null) {
        waiting -= 1;
      } else if (attempt === MOST_ATTEMPTS) {
        sim.figures.deadLetters += 1;
        waiting -= 1;
      } else {
        sim.at(sim.now() + again, () => deliver(message, attempt + 1));
      }
    };
    sim.figures.messages += 1;
    sim.start(
      "message",
      (job) => consume(message, job),
      (error) => settle(error === null ? null : RETRY_MS),
      () => settle(sim.random.int(...GIVEN_UP_AFTER_MS)),
    );
    // One who only sleeps is given up as well, and goes on beside the next.
    sim.at(sim.now() + GIVEN_UP_AFTER_MS[1], () => {
      if (isSettled) return;
      sim.figures.zombies += 1;
      settle(0);
    });
  };

  return {
    waiting: () => waiting,
    send: (message, delaySeconds) => {
      const copy = structuredClone(message);
      const rest = sim.random.int(50, Math.max(100, sim.trouble.deliveryMs));
      const times = sim.random.chance(sim.trouble.duplicate) ? 2 : 1;
      sim.figures.duplicates += times - 1;
      for (let time = 0; time < times; time += 1) {
        waiting += 1;
        const late = time === 0 ? 0 : sim.random.int(0, 30_000);
        sim.at(sim.now() + delaySeconds * 1000 + rest + late, () => deliver(copy, 1));
      }
    },
  };
}
