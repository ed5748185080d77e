import { firstKeyAt, MAX_KEY } from "../../store/item-key.ts";
import type { ZonedDays } from "../../time/zoned-days.ts";
import type { Terms } from "./view.ts";

/** Keys of items, both ends exclusive. */
export interface KeyRange {
  readonly above: number;
  readonly below: number;
}

/** Many items of one millisecond go on in the next ones: a key may be as much later than its time. */
const SPILL_MS = 100;

/** Where items that fit the dates of these filters can be; a little too wide rather than too narrow. */
export function keyRange(lists: readonly Terms[], days: ZonedDays): KeyRange {
  let [from, to] = [0, Infinity];
  for (const terms of lists) {
    const dates = terms.filter(({ connectionId }) => connectionId === null);
    const values = (field: string, isExcluded: boolean): string[] =>
      dates.flatMap((one) =>
        one.field === field && one.isExcluded === isExcluded ? [one.value] : [],
      );
    const after = values("after", false).map((date) => startOf(date, days));
    const before = values("before", false).map((date) => endOf(date, days));
    from = Math.max(from, ...(after.length > 0 ? [Math.min(...after)] : []));
    from = Math.max(from, ...values("before", true).map((date) => endOf(date, days)));
    to = Math.min(to, ...(before.length > 0 ? [Math.max(...before)] : []));
    to = Math.min(to, ...values("after", true).map((date) => startOf(date, days)));
  }
  return {
    above: firstKeyAt(from) - 1,
    below: to === Infinity ? MAX_KEY : Math.min(MAX_KEY, firstKeyAt(to + SPILL_MS)),
  };
}

/** Nothing is older than keys go. */
const FIRST_YEAR = 1970;

/** The first moment of a year, a month or a day. */
function startOf(date: string, days: ZonedDays): number {
  const first = `${date}${"-01-01".slice(date.length - 4)}`;
  return Number(date.slice(0, 4)) < FIRST_YEAR ? 0 : days.startOf(first);
}

/** The first moment after it. */
function endOf(date: string, days: ZonedDays): number {
  const [year = 0, month = 12, day] = date.split("-").map(Number);
  if (year < FIRST_YEAR) return 0;
  const last = day ?? new Date(Date.UTC(year, month, 0)).getUTCDate();
  return days.endOf(new Date(Date.UTC(year, month - 1, last)).toISOString().slice(0, 10));
}
