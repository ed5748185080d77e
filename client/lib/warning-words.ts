import type { Connection } from "../../shared/connections.ts";
import { atClock } from "./time.ts";

/** What will end by itself: when, and what to do before. */
export function warningWords(
  { at, message }: NonNullable<Connection["warning"]>,
  zone: string,
  now: number,
): { readonly lead: string; readonly text: string } {
  return { lead: `Until ${atClock(at, zone, now).replace(/^(on|at) /, "")}.`, text: message };
}
