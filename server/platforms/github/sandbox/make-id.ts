import { numberOf } from "../../../sandbox/random.ts";

const EPOCH = Date.UTC(2010, 0, 1);

/** An id that grows with time, as real ones do. Each kind counts for itself. */
export function makeId(
  kind: "pull" | "issue" | "review" | "release" | "event",
  at: number,
  key: string,
): number {
  return Math.floor((at - EPOCH) / 1000) * 1000 + numberOf(`${kind} id ${key}`, 1000);
}
