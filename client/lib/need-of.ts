import type { Connection } from "../../shared/connections.ts";

/** What a source needs, most pressing first. */
export const NEEDS = ["you", "soon", "time", "nothing", "resuming"] as const;
export type Need = (typeof NEEDS)[number];

/**
 * `you`: only the person can mend it, as where nobody is called that any more. `soon`: it will be so
 * unless something is done before. `time`: it mends itself. `resuming`: the person paused it.
 */
export function needOf({ status, problem, warning }: Connection): Need {
  if (status === "paused") return "resuming";
  if (status === "needs_reconnect") return "you";
  if (problem !== null && (problem.action === "reconnect" || needsOne(problem.code))) return "you";
  if (warning !== null) return "soon";
  return problem === null ? "nothing" : "time";
}

/** Whether connecting the account anew is what helps. */
export function needsReconnect({ status, problem }: Connection): boolean {
  if (status !== "active") return status === "needs_reconnect";
  return problem?.code === "gone" || problem?.code === "unreadable_token";
}

/** `stop`: raising the stop that was set. `wait`: asking before its time helps nobody. */
export type Mend = "reconnect" | "stop" | "sync" | "wait";

/** The one thing that mends a connection now, or keeps it from ending; null where nothing is wrong. */
export function mendOf(connection: Connection): Mend | null {
  if (connection.status === "paused") return null;
  if (needsReconnect(connection)) return "reconnect";
  const code = connection.problem?.code;
  if (code === "cap_reached") return "stop";
  if (connection.warning !== null) return "reconnect";
  if (code === undefined) return null;
  return code === "rate_limited" ? "wait" : "sync";
}

/** Somebody must do something, though it is asked for by itself as well. */
function needsOne(code: NonNullable<Connection["problem"]>["code"]): boolean {
  return code === "gone" || code === "closed" || code === "unreadable_token";
}
