import type { Fault } from "../../../sandbox/faults.ts";

/** A hundred requests a minute are counted over ten minutes, for all users of a client together. */
const WINDOW_SECONDS = 600;
/** Six times what Reddit allows, so that nobody waits for a sandbox. */
const GENEROUS = 6000;

export interface Allowance {
  readonly isOver: boolean;
  /** `remaining` is a decimal fraction there, `used` and `reset` are not. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Windows by client id, by the sandbox's clock; the switch `limit` sets how many a window has. */
export function createRateLimit(): (
  clientId: string,
  now: number,
  faults: readonly Fault[],
) => Allowance {
  const windows = new Map<string, { readonly start: number; used: number }>();
  return (clientId, now, faults) => {
    const start = Math.floor(now / 1000 / WINDOW_SECONDS) * WINDOW_SECONDS;
    const known = windows.get(clientId);
    const window = known?.start === start ? known : { start, used: 0 };
    windows.set(clientId, window);
    const set = faults.find(({ platform, fault }) => platform === "reddit" && fault === "limit");
    const limit = set?.limit ?? GENEROUS;
    const isOver = window.used >= limit;
    if (!isOver) window.used += 1;
    return {
      isOver,
      headers: limitHeaders(window.used, limit - window.used, start + WINDOW_SECONDS - now / 1000),
    };
  };
}

export function limitHeaders(used: number, remaining: number, reset: number) {
  return {
    "x-ratelimit-used": String(used),
    "x-ratelimit-remaining": `${Math.max(0, remaining)}.0`,
    "x-ratelimit-reset": String(Math.max(1, Math.ceil(reset))),
  };
}
