import type { Freshness } from "../../shared/timeline.ts";
import { completeSince, sinceWords } from "./coverage-words.ts";
import { clockOrDate } from "./time.ts";

/**
 * `updated 14:41, complete back to 3 Feb 2019`: as of when what a visitor sees is true, and since when
 * nothing of it is missing. Empty where there is no source.
 */
export function asOfWords({ asOf, sources }: Freshness, zone: string, now: number): string {
  if (sources.length === 0) return "";
  const since = completeSince(sources);
  const complete = since === null ? "" : `, complete ${sinceWords(since, zone, now)}`;
  if (asOf !== null) return `updated ${clockOrDate(asOf, zone, now)}${complete}`;
  const isPaused = sources.every(({ status }) => status === "paused");
  return isPaused ? `paused${complete}` : "still being read for the first time";
}
