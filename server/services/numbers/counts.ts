import type { Range } from "../../store/activity.ts";

/** What a view shows of one day, platform and kind, by its own zone. */
export interface DayCell {
  readonly day: number;
  readonly platform: string;
  readonly kind: string;
  readonly items: number;
}

/** Of a platform, kind and place; an empty place for what has none. */
export interface PlaceCount {
  readonly platform: string;
  readonly kind: string;
  readonly place: string;
  readonly items: number;
}

export interface PlaceCounts {
  readonly counts: readonly PlaceCount[];
  /** Where there are too many places to count them all: the day from which they are counted. */
  readonly since: number | null;
}

/** A bucket's items: those that are shown, and those that count for their day without being shown. */
export interface Total {
  readonly platform: string;
  readonly isSeen: boolean;
  readonly items: number;
}

/** What a view shows of a range of days, and what it counts without showing it. */
export interface DayCounts {
  readonly cells: readonly DayCell[];
  /** 24 counts of what is shown, by the hour of the day. */
  readonly hours: readonly number[];
  /** Items per day that count for their day and are not shown. */
  readonly unseen: ReadonlyMap<number, number>;
}

/** One way to count the items of a view, by days of its zone. */
export interface Counter {
  days(range: Range): Promise<DayCounts>;
  places(range: Range): Promise<PlaceCounts>;
  /** Per day, or per month; the range may begin or end within one. */
  totals(range: Range, by: "day" | "month"): Promise<(Total & { at: number })[]>;
  /** The first of the days in a row that have something, up to the one before this day; the day itself for none. */
  runBefore(day: number): Promise<number>;
  /** Some of what was asked for is not counted yet. */
  readonly isCounting: boolean;
}
