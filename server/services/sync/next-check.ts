import type { RunOutcome } from "../../../shared/connections.ts";

/** Every five minutes; a little early, so that the tick five minutes later finds it due. */
const CHECK_EVERY_MS = 5 * 60_000 - 45_000;
const FIRST_RETRY_MS = 5 * 60_000;
const LAST_RETRY_MS = 24 * 3_600_000;
/** A provider's outage is not held against a connection: it ends without notice. */
const LAST_OUTAGE_RETRY_MS = 30 * 60_000;
const SOONEST_RETRY_MS = 60_000;

export interface CheckHistory {
  readonly now: number;
  /** Runs that failed in a row, this one included. */
  readonly failures: number;
  /** The walk goes on: there is more to read right away. */
  readonly hasMore: boolean;
  /** The platform did not answer, or with a 5xx. */
  readonly isOutage: boolean;
  /** When the platform said it may be asked again; epoch milliseconds. */
  readonly retryAt: number | null;
  /** In [0, 1). */
  readonly random: number;
}

/**
 * When a connection is looked at next, epoch milliseconds; null waits for its owner. Failures back off
 * exponentially with full jitter up to a day, and never end. A platform's word is obeyed, and never early.
 */
export function nextCheck(outcome: RunOutcome, history: CheckHistory): number | null {
  const { now, random } = history;
  switch (outcome) {
    case "needs_reconnect":
      return null;
    case "synced":
    case "unchanged":
      return history.hasMore ? now : now + CHECK_EVERY_MS;
    case "rate_limited":
      return Math.max(history.retryAt ?? 0, now + SOONEST_RETRY_MS) + Math.floor(random * 20_000);
    case "failed": {
      const doublings = Math.min(Math.max(history.failures, 1) - 1, 20);
      const last = history.isOutage ? LAST_OUTAGE_RETRY_MS : LAST_RETRY_MS;
      const longest = Math.min(FIRST_RETRY_MS * 2 ** doublings, last);
      const backOff = now + Math.max(SOONEST_RETRY_MS, Math.floor(random * longest));
      return Math.max(backOff, history.retryAt ?? 0);
    }
  }
}
