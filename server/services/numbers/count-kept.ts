import type { KeptDay } from "../../store/profile-counts.ts";
import type { Counter } from "./counts.ts";
import { monthOf } from "./day-numbers.ts";
import { sumHours } from "./sum-hours.ts";
import type { ProfileCounts } from "./profile-counts.ts";

/** Counts by what is kept for a profile. */
export function countKept({ days, isCounting }: ProfileCounts): Counter {
  const within = ({ from, to }: { from: number; to: number }) =>
    [...days].filter(([day]) => day >= from && day <= to);
  return {
    days: (range) => {
      const some = within(range);
      return Promise.resolve({
        cells: some.flatMap(([day, { cells }]) =>
          cells.map(([platform, kind, items]) => ({ day, platform, kind, items })),
        ),
        hours: sumHours(some.flatMap(([, { cells }]) => cells.map(([, , , hours]) => hours))),
        unseen: new Map(some.map(([day, { unseen }]) => [day, unseen])),
      });
    },
    places: (range) =>
      Promise.resolve({
        counts: within(range).flatMap(([, { places }]) =>
          places.map(([platform, kind, place, items]) => ({ platform, kind, place, items })),
        ),
        since: null,
      }),
    totals: (range, by) =>
      Promise.resolve(
        within(range).flatMap(([day, { cells, unseen }]) => {
          const at = by === "day" ? day : monthOf(day);
          return [
            ...cells.map(([platform, , items]) => ({ at, platform, isSeen: true, items })),
            { at, platform: "", isSeen: false, items: unseen },
          ];
        }),
      ),
    runBefore: (day) => {
      const has = ({ cells, unseen }: KeptDay): boolean => cells.length > 0 || unseen > 0;
      const held = new Set([...days].filter(([, counts]) => has(counts)).map(([one]) => one));
      let first = day;
      while (held.has(first - 1)) first -= 1;
      return Promise.resolve(first);
    },
    isCounting,
  };
}
