import type { RunOutcome } from "../../../shared/connections.ts";

const DAY_MS = 24 * 3_600_000;
/** Every five minutes; a little early, so that the tick five minutes later finds it due. */
const CHECK_EVERY_MS = 5 * 60_000 - 45_000;
/** A day, with the ticks and messages that lie in between. */
const LONGEST_WAIT_MS = DAY_MS - 15 * 60_000;
/** What brought something within a day is looked at every five minutes; the rest in proportion to its quiet. */
const QUIET_AFTER_MS = DAY_MS;
const QUIET_SHARE = 1 / 48;
const FIRST_RETRY_MS = 5 * 60_000;
/** An outage ends without notice, and mostly within so many tries, about a day. */
const LAST_OUTAGE_RETRY_MS = 30 * 60_000;
const OUTAGE_TRIES = 72;
/** Then it is given twice the time after each so many. */
const TRIES_TO_DOUBLE = 6;
const SOONEST_RETRY_MS = 60_000;
/** What is looked at less often comes up to so much later still, so that no two keep step for good. */
const QUIET_JITTER = 0.1;
/** What ends for many at once does not end in a rush. */
const OWN_JITTER_MS = 20_000;
const SHARED_JITTER_MS = 5 * 60_000;
const REFUSAL_JITTER_MS = 10 * 60_000;

export interface CheckHistory {
  readonly now: number;
  /** Runs that failed in a row, this one included. */
  readonly failures: number;
  /** The walk goes on: there is more to read right away. */
  readonly hasMore: boolean;
  /** It may end without notice: the platform does not answer, or refuses what it took until now. */
  readonly isOutage: boolean;
  /** A reconnect is asked for, and yet it may pass by itself. */
  readonly mayPass: boolean;
  /** It has not lasted an hour. */
  readonly isNew: boolean;
  /** When the platform said it may be asked again; epoch milliseconds. */
  readonly retryAt: number | null;
  /** Its limit is that of many: they all may ask again at the same time. */
  readonly isLimitShared: boolean;
  /** Since when it has brought nothing; epoch milliseconds. */
  readonly quietSince: number;
  /** How many times too much would be used, were all checked as often as usual; at least 1. */
  readonly stretch: number;
  readonly breaker: { readonly threshold: number; readonly cooldownMs: number };
  /** In [0, 1). */
  readonly random: number;
}

/**
 * When a connection is looked at next, epoch milliseconds; null waits for its owner. What is dead, and may
 * come back all the same, is tried once a day. What is quiet is
 * looked at less often, down to once a day. Failures back off exponentially with full jitter up to a
 * day, and never end; after `threshold` of them no retry comes before the cooldown is over. A
 * platform's word is obeyed, and never early.
 */
export function nextCheck(outcome: RunOutcome, history: CheckHistory): number | null {
  const { now, random, breaker } = history;
  switch (outcome) {
    case "needs_reconnect":
      if (!history.mayPass) return null;
      if (history.isNew) {
        const soon = now + FIRST_RETRY_MS + Math.floor(random * REFUSAL_JITTER_MS);
        return Math.max(soon, history.retryAt ?? 0);
      }
      return Math.max(now + DAY_MS, history.retryAt ?? 0) + Math.floor(random * SHARED_JITTER_MS);
    case "synced":
    case "unchanged":
      return history.hasMore ? now : now + everyOf(history);
    case "rate_limited":
      return (
        Math.max(history.retryAt ?? 0, now + SOONEST_RETRY_MS) +
        Math.floor(random * (history.isLimitShared ? SHARED_JITTER_MS : OWN_JITTER_MS))
      );
    case "failed": {
      const failures = Math.max(history.failures, 1);
      const last = history.isOutage ? lastOutageRetry(failures) : LONGEST_WAIT_MS;
      const longest = Math.min(FIRST_RETRY_MS * 2 ** Math.min(failures - 1, 20), last);
      const soonest = failures >= breaker.threshold ? breaker.cooldownMs : SOONEST_RETRY_MS;
      const backOff = now + Math.max(soonest, Math.floor(random * longest));
      if (history.retryAt === null) return backOff;
      return Math.max(backOff, history.retryAt + Math.floor(random * SHARED_JITTER_MS));
    }
  }
}

function lastOutageRetry(failures: number): number {
  const doubled = Math.max(0, failures - OUTAGE_TRIES) / TRIES_TO_DOUBLE;
  return Math.min(LAST_OUTAGE_RETRY_MS * 2 ** Math.min(doubled, 20), LONGEST_WAIT_MS);
}

function everyOf({ now, quietSince, stretch, random }: CheckHistory): number {
  const quiet = Math.max(0, now - quietSince - QUIET_AFTER_MS);
  const every = (CHECK_EVERY_MS + quiet * QUIET_SHARE) * stretch;
  const more = (every - CHECK_EVERY_MS) * (1 + random * QUIET_JITTER);
  // The longest wait is spread as well, by coming earlier.
  const most = (LONGEST_WAIT_MS - CHECK_EVERY_MS) * (1 - random * QUIET_JITTER);
  return Math.floor(CHECK_EVERY_MS + Math.min(more, most));
}
