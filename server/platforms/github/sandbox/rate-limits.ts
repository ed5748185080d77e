import type { Fault } from "../../../sandbox/faults.ts";
import { HOUR, MINUTE } from "../../../sandbox/times.ts";

export interface Limit {
  readonly resource: "core" | "search";
  readonly limit: number;
  readonly used: number;
  /** Epoch milliseconds. */
  readonly resetAt: number;
}

interface Window {
  used: number;
  resetAt: number;
}

export interface RateLimits {
  /** Counts a request and says how things stand; `isOver` when it was one too many. */
  take(
    who: string,
    resource: Limit["resource"],
    now: number,
    settings: readonly Fault[],
  ): Limit & { readonly isOver: boolean };
  /** A 304 costs nothing. */
  giveBack(who: string, resource: Limit["resource"]): void;
}

const ANONYMOUS = "";
/** GitHub allows 30 searches a minute. Ten times as many let a local first sync go on without waiting. */
const SEARCHES = 300;

/** Windows by user and resource, by the sandbox's clock. `settings` are the faults named `limit`. */
export function createRateLimits(): RateLimits {
  const windows = new Map<string, Window>();
  return {
    take(who, resource, now, settings) {
      const key = `${resource} ${who}`;
      const length = resource === "search" ? MINUTE : HOUR;
      const known = windows.get(key);
      // A window that lies in the future is one from before the clock was moved back.
      const isCurrent = known && now < known.resetAt && known.resetAt - now <= length;
      const window = isCurrent ? known : { used: 0, resetAt: now + length };
      windows.set(key, window);
      const limit = limitOf(who, resource, settings);
      const isOver = window.used >= limit;
      window.used += isOver ? 0 : 1;
      return { resource, limit, used: window.used, resetAt: window.resetAt, isOver };
    },
    giveBack(who, resource) {
      const window = windows.get(`${resource} ${who}`);
      if (window) window.used = Math.max(0, window.used - 1);
    },
  };
}

function limitOf(who: string, resource: Limit["resource"], settings: readonly Fault[]): number {
  const set = settings.find(
    (fault) =>
      fault.platform === "github" &&
      fault.fault === "limit" &&
      (fault.endpoint === "*" || fault.endpoint === resource),
  );
  if (set) return set.limit;
  if (resource === "search") return who === ANONYMOUS ? 10 : SEARCHES;
  return who === ANONYMOUS ? 60 : 5000;
}
