import type { SyncMessage } from "../../sync-message.ts";
import { DeliverAgainError } from "../../services/schedule/consume-message.ts";
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
  given: {
    readonly consume: (message: unknown, job: Job, attempts: number) => Promise<void>;
    /** What nobody could deal with. */
    readonly bury: (message: unknown, job: Job) => Promise<void>;
  },
): Mail {
  let waiting = 0;

  const deliver = (message: SyncMessage, attempt: number, isDead = false): void => {
    let isSettled = false;
    const settle = (again: number | null): void => {
      if (isSettled) return;
      isSettled = true;
      if (again === null) {
        waiting -= 1;
      } else if (attempt === MOST_ATTEMPTS) {
        sim.figures.deadLetters += 1;
        if (isDead) waiting -= 1;
        else sim.at(sim.now(), () => deliver(message, 1, true));
      } else {
        sim.at(sim.now() + again, () => deliver(message, attempt + 1, isDead));
      }
    };
    sim.figures.messages += 1;
    sim.start(
      isDead ? "dead letter" : "message",
      (job) => (isDead ? given.bury(message, job) : given.consume(message, job, attempt)),
      (error) => settle(error === null ? null : restOf(error)),
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

function restOf(error: unknown): number {
  return error instanceof DeliverAgainError ? error.delaySeconds * 1000 : RETRY_MS;
}
