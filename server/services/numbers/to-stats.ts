import type { Stats } from "../../../shared/timeline.ts";
import type { Range } from "../../store/activity.ts";
import type { DayCounts, PlaceCount, PlaceCounts } from "./counts.ts";
import { fromDayNumber, weekdayOf } from "./day-numbers.ts";
import { streaksOf } from "./streaks.ts";
import { sumBy } from "./sum-by.ts";

/** Of each platform. */
const MOST_PLACES = 10;

export type Numbers = Omit<Stats, "previous" | "zone" | "isCounting" | "freshness">;

/**
 * The numbers of a range, from the counts of its days and places. What counts without being shown
 * is in the totals of days, and in nothing that tells what it was.
 */
export function toStats(
  { cells, hours, unseen }: DayCounts,
  places: PlaceCounts,
  range: Range,
  { today, begun }: { today: number; begun: number },
): Numbers {
  const perDay = sumBy(cells, ({ day }) => day);
  for (const [day, items] of unseen) perDay.set(day, (perDay.get(day) ?? 0) + items);
  const days = [...perDay].filter(([, items]) => items > 0).sort(([a], [b]) => a - b);
  const numbers = days.map(([day]) => day);
  const { current, longest } = streaksOf(numbers, range, today, begun);
  const weekdays = sumBy(
    days.map(([day, items]) => ({ day, items })),
    ({ day }) => weekdayOf(day),
  );
  return {
    items: days.reduce((sum, [, items]) => sum + items, 0),
    days: days.map(([day, items]) => ({ day: fromDayNumber(day), items })),
    activeDays: days.length,
    platforms: toShares(cells),
    kinds: toKinds(cells),
    hours: [...hours],
    weekdays: Array.from({ length: 7 }, (_, weekday) => weekdays.get(weekday) ?? 0),
    places: toPlaces(places.counts),
    placesSince: places.since === null ? null : fromDayNumber(places.since),
    currentStreak: current && toStreak(current),
    longestStreak: longest && toStreak(longest),
  };
}

/** Most first; of as many, by name: so that an answer is the same each time. */
export function toShares(cells: Iterable<{ platform: string; items: number }>): Stats["platforms"] {
  return [...sumBy(cells, ({ platform }) => platform)]
    .map(([platform, items]) => ({ platform, items }))
    .filter(({ items }) => items > 0)
    .sort((a, b) => b.items - a.items || compare(a.platform, b.platform));
}

function toKinds(cells: DayCounts["cells"]): Stats["kinds"] {
  return [...Map.groupBy(cells, ({ platform }) => platform)]
    .flatMap(([platform, own]) =>
      [...sumBy(own, ({ kind }) => kind)].map(([kind, items]) => ({ platform, kind, items })),
    )
    .filter(({ items }) => items > 0)
    .sort(
      (a, b) => b.items - a.items || compare(a.platform, b.platform) || compare(a.kind, b.kind),
    );
}

function toPlaces(counts: readonly PlaceCount[]): Stats["places"] {
  const named = counts.filter(({ place }) => place !== "");
  return [...Map.groupBy(named, ({ platform }) => platform)]
    .flatMap(([platform, own]) =>
      [...sumBy(own, ({ place }) => place)]
        .map(([place, items]) => ({ platform, place, items }))
        .filter(({ items }) => items > 0)
        .sort((a, b) => b.items - a.items || compare(a.place, b.place))
        .slice(0, MOST_PLACES),
    )
    .sort(
      (a, b) => b.items - a.items || compare(a.platform, b.platform) || compare(a.place, b.place),
    );
}

function toStreak({ from, to }: Range): { days: number; from: string; to: string } {
  return { days: to - from + 1, from: fromDayNumber(from), to: fromDayNumber(to) };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
