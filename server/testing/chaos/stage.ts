import type { Random } from "../../sandbox/random.ts";
import type { Simulation } from "./simulation.ts";

/** The scenario that runs: what stands in for the process's timers, chance and console asks it. */
export const stage = {
  simulation: null as Simulation | null,
  chance: null as Random | null,
  fillRandom: (bytes: Uint8Array): void => {
    const { chance } = stage;
    if (chance === null) throw new Error("Nothing is on stage.");
    for (let at = 0; at < bytes.length; at += 1) bytes[at] = Math.floor(chance.next() * 256);
  },
};
