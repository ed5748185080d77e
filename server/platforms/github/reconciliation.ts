import type { Cursor } from "./cursor.ts";
import { lackOf } from "./reach.ts";
import { DAY, HOUR, openPulls, PUSH_DELAY } from "./steps/step.ts";

/** True once a day after the first walk is through, and within the hour where events were missed. */
export function isReconciliationDue(
  { phase, lookedAround, missedEvents }: Cursor,
  now: number,
): boolean {
  if (phase !== "live" || lookedAround === null) return false;
  return now - lookedAround.finishedAt >= (missedEvents ? HOUR : DAY);
}

/**
 * Once a day a look-around finds what no conditional request reveals: pull requests, reviews and
 * commits in others' repositories, late edits, and whatever did not answer the last time.
 */
export function beginReconciliation(cursor: Cursor, now: number): Cursor {
  const since = (cursor.lookedAround?.startedAt ?? now) - DAY;
  // What was never searched is searched from the beginning.
  const sinceThen = (time: number) => (cursor.searchable ? { since: time } : {});
  return {
    ...cursor,
    phase: "reconciliation",
    startedAt: now,
    done: 0,
    missedEvents: false,
    readsAll: cursor.missedEvents,
    lacks: lackOf(cursor),
    // What was not served yesterday may be served today.
    searchable: true,
    events: { ...cursor.events, gone: false },
    listing: { ...cursor.listing, gone: false },
    tasks: [
      { type: "search", find: "issues", ...sinceThen(since), seen: 0 },
      { type: "repositories", since },
      { type: "search", find: "pulls", ...sinceThen(since), seen: 0 },
      { type: "search", find: "reviewed", ...sinceThen(since), seen: 0 },
      { type: "search", find: "commits", ...sinceThen(since - PUSH_DELAY), seen: 0 },
      ...openPulls(cursor, () => true),
      ...cursor.deferred,
    ],
    deferred: [],
  };
}
