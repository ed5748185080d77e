import { changeBetween, createOffsets } from "../../store/zone-offsets.ts";

/**
 * Calendar days in an IANA zone; a day is written `2026-05-14`. A clock that is set back just after
 * midnight (St. John's, until 2011) shows the day before once more: then two days overlap.
 */
export interface ZonedDays {
  /** The day that an instant (epoch milliseconds) falls on there. */
  dayOf(ms: number): string;
  /** The first instant of a day. */
  startOf(day: string): number;
  /** The first instant after a day's last. Days of 23, 25 or 24.25 hours included. */
  endOf(day: string): number;
}

const DAY = 86_400_000;

/** Clocks are changed at most once in so long. */
const STEP = 7 * DAY;

/** Clocks show `before` more than UTC until `change`, and `after` more from it on. */
interface Offsets {
  readonly before: number;
  readonly after: number;
  readonly change: number;
}

export function createZonedDays(zone: string): ZonedDays {
  const offsetsAt = createOffsetsAt(zone);
  return {
    dayOf: (ms) => {
      const { before, after, change } = offsetsAt(ms);
      return toDay(ms + (ms < change ? before : after));
    },
    startOf: (day) => {
      const midnight = Date.parse(`${day}T00:00:00Z`);
      const { before, after, change } = offsetsNear(midnight);
      return midnight - before < change ? midnight - before : Math.max(change, midnight - after);
    },
    endOf: (day) => {
      const midnight = Date.parse(`${day}T00:00:00Z`) + DAY;
      const { before, after, change } = offsetsNear(midnight);
      return midnight - after > change ? midnight - after : Math.min(change, midnight - before);
    },
  };

  /** What holds wherever in the world it is midnight: within 15 hours. */
  function offsetsNear(midnight: number): Offsets {
    const first = offsetsAt(midnight - 15 * (DAY / 24));
    const second = offsetsAt(midnight + 15 * (DAY / 24));
    return first.before === first.after ? second : first;
  }
}

/** The zone is asked once a week, at its beginning; when within a week its clocks change, only then. */
function createOffsetsAt(zone: string): (ms: number) => Offsets {
  const offsetAt = createOffsets(zone);
  const weeks = new Map<number, Offsets>();
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

function toDay(local: number): string {
  const text = new Date(local).toISOString();
  return text.slice(0, text.indexOf("T"));
}
