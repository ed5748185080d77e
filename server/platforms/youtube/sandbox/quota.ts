import type { Fault } from "../../../sandbox/faults.ts";

/** A project's quota: so many units a day, and the day is California's. */
export interface Quota {
  /** Takes one unit; false when there is none left. */
  take(now: number, faults: readonly Fault[]): boolean;
}

const UNITS_A_DAY = 10_000;

const day = new Intl.DateTimeFormat("en-CA", {
  timeZone: "America/Los_Angeles",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});

/** The sandbox is one project; the fault `limit` says how many units it has. */
export function createQuota(): Quota {
  let today = "";
  let used = 0;
  return {
    take(now, faults) {
      const date = day.format(now);
      if (date !== today) [today, used] = [date, 0];
      const set = faults.find(({ platform, fault }) => platform === "youtube" && fault === "limit");
      if (used >= (set?.limit ?? UNITS_A_DAY)) return false;
      used += 1;
      return true;
    },
  };
}
