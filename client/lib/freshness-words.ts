import type { Connection } from "../../shared/connections.ts";
import { clockOrDate } from "./time.ts";

/** `synced 14:41, 1 of 2 sources`: as of when everything that works is fresh. */
export function freshnessWords(
  connections: readonly Connection[],
  zone: string,
  now: number,
): string {
  if (connections.length === 0) return "no sources yet";
  const fresh = connections.flatMap((each) =>
    each.status === "active" && each.problem === null ? (each.lastSuccessAt ?? []) : [],
  );
  const of = `${fresh.length} of ${connections.length} sources`;
  const oldest = fresh.toSorted()[0];
  return oldest === undefined
    ? `not synced yet, ${of}`
    : `synced ${clockOrDate(oldest, zone, now)}, ${of}`;
}
