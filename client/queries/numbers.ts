import { useQuery } from "@tanstack/solid-query";
import type { OnThisDay, Recap, Stats } from "../../shared/timeline.ts";
import { trpc } from "../trpc.ts";
import { type Loaded, toLoaded } from "./loaded.ts";
import { every } from "./query-client.ts";

/** Days, both of them in it. */
export interface Range {
  readonly after: string;
  readonly before: string;
}

const LOOK_WHILE_COUNTING = 5_000;

/** Of a profile as its visitors get it, or of all that is one's own. */
type Of = () => string | null;

function scopeOf(of: Of): { of?: { profile: string } } {
  const profile = of();
  return profile === null ? {} : { of: { profile } };
}

export function useStats(range: () => Range, of: Of): Loaded<Stats> {
  return toLoaded(
    useQuery(() => ({
      queryKey: ["timeline", "stats", of(), range()],
      queryFn: () => trpc.timeline.stats.query({ ...scopeOf(of), ...range() }),
      refetchInterval: (query) =>
        every(query.state.data?.isCounting === true ? LOOK_WHILE_COUNTING : false)(query),
    })),
  );
}

/** The years that have something, newest first. */
export function useYears(of: Of): Loaded<number[]> {
  return toLoaded(
    useQuery(() => ({
      queryKey: ["timeline", "years", of()],
      queryFn: async () => {
        const { buckets } = await trpc.timeline.buckets.query({ ...scopeOf(of), by: "year" });
        return buckets.map(({ bucket }) => Number(bucket)).toReversed();
      },
    })),
  );
}

/** What was done in these days, by project. */
export function useRecap(range: () => Range, of: Of): Loaded<Recap> {
  return toLoaded(
    useQuery(() => ({
      queryKey: ["timeline", "recap", of(), range()],
      queryFn: () => trpc.timeline.recap.query({ ...scopeOf(of), ...range() }),
    })),
  );
}

/** What happened on this day in earlier years. */
export function useOnThisDay(day: () => string, of: Of): Loaded<OnThisDay> {
  return toLoaded(
    useQuery(() => ({
      queryKey: ["timeline", "onThisDay", of(), day()],
      queryFn: () => trpc.timeline.onThisDay.query({ ...scopeOf(of), day: day() }),
    })),
  );
}
