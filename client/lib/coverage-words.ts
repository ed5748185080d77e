import type { Connection } from "../../shared/connections.ts";
import { shortDate } from "./time.ts";

/** A source, as far as its history is concerned: a connection, or what a page of the timeline says of one. */
export type Covered = Pick<Connection, "isComplete" | "coverage" | "oldestItemAt">;

/**
 * `complete back to 3 Feb 2019`, and `…, going further` while its history is still being read. Empty
 * while nobody can say.
 */
export function coverageWords(source: Covered, zone: string, now: number): string {
  const { isComplete, coverage, oldestItemAt } = source;
  if (coverage.since !== null) {
    const back = `complete back to ${shortDate(coverage.since, zone, now)}`;
    return isComplete ? back : `${back}, going further`;
  }
  return isComplete && oldestItemAt !== null ? `back to ${shortDate(oldestItemAt, zone, now)}` : "";
}

/** Since when every one of these is complete; null while one of them cannot say. */
export function completeSince(sources: readonly Covered[]): string | null {
  const since = sources.map(({ coverage }) => coverage.since);
  return since.includes(null) ? null : (since.toSorted().at(-1) ?? null);
}
