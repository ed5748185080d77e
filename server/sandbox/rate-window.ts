export interface RateWindow {
  /** Counts a request of `who`; `isOver` when it was one too many. */
  take(who: string, now: number, limit: number): WindowState;
}

export interface WindowState {
  readonly limit: number;
  readonly remaining: number;
  /** Epoch milliseconds. */
  readonly resetAt: number;
  readonly isOver: boolean;
}

/** Requests in windows of one length, by the sandbox's clock; each begins with its first request. */
export function createRateWindow(lengthMs: number): RateWindow {
  const windows = new Map<string, { used: number; resetAt: number }>();
  return {
    take(who, now, limit) {
      const known = windows.get(who);
      // A window that lies in the future is one from before the clock was moved back.
      const isCurrent = known && now < known.resetAt && known.resetAt - now <= lengthMs;
      const window = isCurrent ? known : { used: 0, resetAt: now + lengthMs };
      windows.set(who, window);
      const isOver = window.used >= limit;
      window.used += isOver ? 0 : 1;
      return { limit, remaining: limit - window.used, resetAt: window.resetAt, isOver };
    },
  };
}
