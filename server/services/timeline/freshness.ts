import type { Freshness } from "../../../shared/timeline.ts";
import type { StandingConnection } from "../../store/connections.ts";
import { toCoverage, toIso, toProblem } from "../connections/view.ts";

/** As of when what is shown is true, and how far back each source is complete. */
export function toFreshness(rows: readonly StandingConnection[]): Freshness {
  const successes = rows
    .filter((row) => row.status === "active")
    .map((row) => row.lastSuccessAt)
    .filter((ms) => ms !== null);
  return {
    asOf: successes.length === 0 ? null : toIso(Math.min(...successes)),
    sources: rows.map((row) => ({
      connectionId: row.id,
      platform: row.platform,
      handle: row.handle,
      status: row.status === "disconnecting" ? "paused" : row.status,
      checkedAt: toIso(row.lastSuccessAt),
      isComplete: row.isComplete,
      coverage: toCoverage(row),
      oldestItemAt: toIso(row.oldestItemAt),
      problem: toProblem(row)?.message ?? null,
    })),
  };
}
