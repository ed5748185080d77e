import type { Connection, SyncRun } from "../../shared/connections.ts";
import { duration, toMs } from "./time.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Nearer than this it is looked at as often as any. */
const USUAL = 12 * MINUTE;

/**
 * Why a connection is looked at less often than every five minutes, and how often it is; null where it
 * is not, or something else is told of it. `runs` are its newest, newest first.
 */
export function quietWords(
  { status, problem, isComplete, lastCheckedAt, nextCheckAt, createdAt }: Connection,
  runs: readonly SyncRun[],
  now: number,
): string | null {
  if (status !== "active" || problem !== null || !isComplete) return null;
  if (lastCheckedAt === null || nextCheckAt === null) return null;
  const every = toMs(nextCheckAt) - toMs(lastCheckedAt);
  if (every < USUAL) return null;
  const often = `it is looked at about every ${roundDuration(every)}`;
  const brought = runs.find((run) => run.itemsNew + run.itemsChanged > 0)?.finishedAt;
  const quiet = now - toMs(brought ?? runs.at(-1)?.startedAt ?? createdAt);
  if (brought !== undefined && quiet < DAY) {
    return `So that what may be used lasts, ${often}.`;
  }
  const atLeast = brought === undefined ? "at least " : "";
  return `Nothing new for ${atLeast}${duration(quiet)}, so ${often}. Opening this page looks at once.`;
}

/** `25 minutes`, `4 hours`: a span that is only about right is said in round numbers. */
function roundDuration(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / MINUTE / 5)) * 5;
  if (minutes <= 90) return minutes === 60 ? "hour" : `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours >= 23 ? "day" : `${hours} hours`;
}
