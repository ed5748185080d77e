import type { SyncRun } from "../../shared/connections.ts";

export interface SplitRuns {
  /** One by one. */
  readonly later: readonly SyncRun[];
  /** The parts of the first sync, where it took several. */
  readonly first: readonly SyncRun[];
}

/**
 * Runs, newest first, without the parts of the first sync, and those: all runs of a connection that is
 * not complete yet, and later the oldest ones, as far as they belong to its connecting.
 */
export function splitFirstSync(runs: readonly SyncRun[], isComplete: boolean): SplitRuns {
  const begins = isComplete ? newestPart(runs) : 0;
  return runs.length - begins < 2
    ? { later: runs, first: [] }
    : { later: runs.slice(0, begins), first: runs.slice(begins) };
}

/** Where the newest part stands; one that the person asked for may stand between two others. */
function newestPart(runs: readonly SyncRun[]): number {
  const sinceCron = runs.findLastIndex((run) => run.trigger === "cron") + 1;
  const index = runs.findIndex((run, at) => at >= sinceCron && run.trigger === "connect");
  return index === -1 ? runs.length : index;
}
