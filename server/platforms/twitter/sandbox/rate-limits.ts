import type { Fault } from "../../../sandbox/faults.ts";
import { MINUTE } from "../../../sandbox/times.ts";

export interface Limit {
  readonly limit: number;
  readonly remaining: number;
  /** Epoch milliseconds. */
  readonly resetAt: number;
  /** This request was one too many. */
  readonly isOver: boolean;
}

/** For each person, by endpoint: https://docs.x.com/x-api/fundamentals/rate-limits */
const LIMITS: Readonly<Record<string, number>> = { me: 75, tweets: 900 };
const WINDOW = 15 * MINUTE;

/** Windows by the sandbox's clock. `faults` may hold one named `limit`, which sets how many. */
export function createRateLimits() {
  const windows = new Map<string, { used: number; resetAt: number }>();
  return {
    take(who: string, endpoint: string, now: number, faults: readonly Fault[]): Limit {
      const key = `${endpoint} ${who}`;
      const known = windows.get(key);
      // A window that lies in the future is one from before the clock was moved back.
      const isCurrent = known && now < known.resetAt && known.resetAt - now <= WINDOW;
      const window = isCurrent ? known : { used: 0, resetAt: now + WINDOW };
      windows.set(key, window);
      const set = faults.find(
        (one) =>
          one.platform === "twitter" &&
          one.fault === "limit" &&
          (one.endpoint === "*" || one.endpoint === endpoint),
      );
      const limit = set?.limit ?? LIMITS[endpoint] ?? 900;
      const isOver = window.used >= limit;
      window.used += isOver ? 0 : 1;
      return { limit, remaining: limit - window.used, resetAt: window.resetAt, isOver };
    },
  };
}
