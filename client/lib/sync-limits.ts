import type { Connection } from "../../shared/connections.ts";
import type { Failure } from "./failure.ts";
import { toMs } from "./time.ts";

/** Until when a limit, the platform's or one that was set, makes asking useless; or null. */
export function limitedUntil({ problem, nextCheckAt }: Connection, now: number): string | null {
  if (!isLimit(problem) || nextCheckAt === null) return null;
  return toMs(nextCheckAt) > now ? nextCheckAt : null;
}

/** Whether a sync can be asked for now. */
export function canSync(connection: Connection, now: number): boolean {
  return (
    connection.status === "active" &&
    !connection.isSyncing &&
    limitedUntil(connection, now) === null
  );
}

/** Whether it goes on by itself, and not before, when a limit ends. */
export function isLimit(problem: Connection["problem"]): boolean {
  return problem?.code === "rate_limited" || problem?.code === "cap_reached";
}

/** Whether the connection's own state says already why an action was refused. */
export function isToldBy(connection: Connection, failure: Failure): boolean {
  if (failure.kind === "limited") return isLimit(connection.problem);
  if (failure.kind === "invalid") return connection.status !== "active";
  return failure.message === connection.problem?.message;
}
