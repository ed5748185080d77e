import type { Connection } from "../../shared/connections.ts";
import { atClock, toMs } from "./time.ts";

/** What will end by itself: when, and what to do before. */
export function warningWords(
  { at, message }: NonNullable<Connection["warning"]>,
  zone: string,
  now: number,
): { readonly lead: string; readonly text: string } {
  return { lead: `Until ${atClock(at, zone, now).replace(/^(on|at) /, "")}.`, text: message };
}

const NEAR = 3 * 24 * 3_600_000;

/** As it is for who looks at something else: what ends only after some days does not disturb him yet. */
export function withNearWarning(connection: Connection, now: number): Connection {
  const { warning } = connection;
  const isFar = warning !== null && toMs(warning.at) - now > NEAR;
  return isFar ? { ...connection, warning: null } : connection;
}
