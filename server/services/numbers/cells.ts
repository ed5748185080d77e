/** What a view shows of one day, platform and kind, by its own zone. */
export interface DayCell {
  readonly day: number;
  readonly platform: string;
  readonly kind: string;
  readonly items: number;
  /** 24 counts, by the hour of the day. */
  readonly hours: readonly number[];
}

/** Of a platform, kind and place; an empty place for what has none. */
export interface PlaceCount {
  readonly platform: string;
  readonly kind: string;
  readonly place: string;
  readonly items: number;
}

/** What a view shows of a range of days, and what it counts without showing it. */
export interface DayCounts {
  readonly cells: readonly DayCell[];
  /** Items per day that count for their day and are not shown. */
  readonly unseen: ReadonlyMap<number, number>;
  /** Not all items are counted yet. */
  readonly isCounting: boolean;
}
