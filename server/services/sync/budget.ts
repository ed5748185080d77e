/** Requests that one invocation may make to platforms: the free plan allows 50 in all. */
const REQUESTS = { free: 40, paid: 400 } as const;

export interface Budget {
  /** What the next connection may use: an even share of what is left. */
  share(): number;
  spend(requests: number): void;
}

export function createBudget(plan: "free" | "paid", connections: number): Budget {
  let left: number = REQUESTS[plan];
  let waiting = connections;
  return {
    share: () => {
      const share = Math.max(0, Math.floor(left / Math.max(1, waiting)));
      waiting -= 1;
      return share;
    },
    spend: (requests) => {
      left = Math.max(0, left - requests);
    },
  };
}
