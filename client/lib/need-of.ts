import type { Connection } from "../../shared/connections.ts";

/** What a source needs, most pressing first. */
export const NEEDS = ["you", "time", "nothing", "resuming"] as const;
export type Need = (typeof NEEDS)[number];

/**
 * `you`: only the person can mend it, as where nobody is called that any more. `time`: it mends
 * itself. `resuming`: the person paused it.
 */
export function needOf({ status, problem }: Connection): Need {
  if (status === "paused") return "resuming";
  if (status === "needs_reconnect") return "you";
  if (problem === null) return "nothing";
  return problem.action === "reconnect" || isAway(problem.code) ? "you" : "time";
}

/** Whether connecting the account anew is what helps. */
export function needsReconnect({ status, problem }: Connection): boolean {
  return status === "needs_reconnect" || (status === "active" && problem?.code === "gone");
}

function isAway(code: NonNullable<Connection["problem"]>["code"]): boolean {
  return code === "gone" || code === "closed";
}
