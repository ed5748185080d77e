import type { Freshness } from "../../../shared/timeline.ts";
import type { StandingConnection } from "../../store/connections.ts";
import { toCoverage, toIso, toProblem } from "../connections/view.ts";
import type { View } from "../views/view.ts";

/**
 * As of when what is shown is true, and how far back each source is complete. The sources are told to
 * their owner alone: one may show nothing of itself, and how far it reaches is the time of some item.
 */
export function toFreshness({
  connections,
  isOwner,
}: Pick<View, "connections" | "isOwner">): Freshness {
  const told = isOwner ? connections : [];
  return {
    asOf: toIso(asOf(connections)),
    sources: told.map((row) => ({
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

/** A source that does not work makes all that is shown as old as itself; one that is paused is meant to. */
function asOf(rows: readonly StandingConnection[]): number | null {
  const times = rows
    .filter(({ status }) => status !== "paused" && status !== "disconnecting")
    .map(({ lastSuccessAt }) => lastSuccessAt);
  const known = times.filter((time) => time !== null);
  return known.length === 0 || known.length < times.length ? null : Math.min(...known);
}
