/** What one invocation may cost. The free plan allows 50 requests and 50 D1 queries in all. */
const LIMITS = {
  free: { requests: 40, queries: 45 },
  paid: { requests: 400, queries: 900 },
} as const;

/** Queries that a run needs to claim, and to write once in the middle and once at its end. */
const QUERIES_TO_FINISH = 26;

/** How far one run may go before it stops and leaves the rest to the next. */
export interface RunLimits {
  readonly maxRequests: number;
  readonly maxQueries: number;
}

export interface Budget {
  /** What the next connection may use, an even share of the requests left; null when too little is left. */
  share(): RunLimits | null;
  spend(cost: { readonly requests: number; readonly queries: number }): void;
}

export function createBudget(plan: "free" | "paid", connections: number): Budget {
  let { requests, queries }: { requests: number; queries: number } = LIMITS[plan];
  let waiting = connections;
  return {
    share: () => {
      const share = Math.floor(requests / Math.max(1, waiting));
      waiting -= 1;
      if (share < 1 || queries <= QUERIES_TO_FINISH) return null;
      return { maxRequests: share, maxQueries: queries - QUERIES_TO_FINISH };
    },
    spend: (cost) => {
      requests -= cost.requests;
      queries -= cost.queries;
    },
  };
}
