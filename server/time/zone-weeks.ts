import { changeBetween } from "./change-between.ts";
import { createZoneOffset } from "./zone-offset.ts";

/** Clocks show `before` more than UTC until `change`, and `after` more from it on. */
export interface WeekOffsets {
  readonly before: number;
  readonly after: number;
  readonly change: number;
}

/** Clocks are changed at most once in so long. */
const STEP = 7 * 86_400_000;

/**
 * The offsets of a zone in the week of an instant, for many questions: the zone is asked once a week, at
 * its beginning; when within a week its clocks change, only then.
 */
export function createZoneWeeks(zone: string): (ms: number) => WeekOffsets {
  const offsetAt = createZoneOffset(zone);
  const weeks = new Map<number, WeekOffsets>();
  const edges = new Map<number, number>();
  const atEdge = (week: number): number => {
    const offset = edges.get(week) ?? offsetAt(week * STEP);
    edges.set(week, offset);
    return offset;
  };
  return (ms) => {
    const week = Math.floor(ms / STEP);
    const known = weeks.get(week);
    if (known) return known;
    const [before, after] = [atEdge(week), atEdge(week + 1)];
    const isSame = before === after;
    const change = isSame ? ms : changeBetween(offsetAt, week * STEP, (week + 1) * STEP);
    const offsets = { before, after, change };
    weeks.set(week, offsets);
    return offsets;
  };
}

/** What a clock on the wall shows at an instant, as if it were UTC. */
export function shownIn({ before, after, change }: WeekOffsets, ms: number): number {
  return ms + (ms < change ? before : after);
}
