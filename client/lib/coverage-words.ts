import type { Connection } from "../../shared/connections.ts";
import { shortDate, toMs } from "./time.ts";

/** A source, as far as its history is concerned: a connection, or what a page of the timeline says of one. */
export type Covered = Pick<Connection, "isComplete" | "coverage" | "oldestItemAt">;

/**
 * `complete back to 3 Feb 2019`, `complete back to the first, 9 Feb 2021` where nothing comes before
 * it, and `…, going further` while its history is still being read. Empty while nobody can say.
 */
export function coverageWords(source: Covered, zone: string, now: number): string {
  const { isComplete, coverage, oldestItemAt } = source;
  const first = oldestItemAt === null ? null : shortDate(oldestItemAt, zone, now);
  if (coverage.since === null) return isComplete && first !== null ? `back to ${first}` : "";
  const back = `complete ${sinceWords(coverage.since, zone, now)}`;
  if (isFromStart(coverage.since)) return first === null ? back : `${back}, ${first}`;
  return isComplete ? back : `${back}, going further`;
}

/** `back to 3 Feb 2019`, `back to the first` where all there is is held. */
export function sinceWords(since: string, zone: string, now: number): string {
  return `back to ${isFromStart(since) ? "the first" : shortDate(since, zone, now)}`;
}

/** Since when every one of these is complete; null while one of them cannot say. */
export function completeSince(sources: readonly Covered[]): string | null {
  const since = sources.map(({ coverage }) => coverage.since);
  return since.includes(null) ? null : (since.toSorted().at(-1) ?? null);
}

/** The beginning of time stands for the beginning of a source. */
function isFromStart(since: string): boolean {
  return toMs(since) <= 0;
}
