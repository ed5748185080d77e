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

export function useStats(range: () => Range): Loaded<Stats> {
  return toLoaded(
    useQuery(() => ({
      queryKey: ["timeline", "stats", range()],
      queryFn: () => trpc.timeline.stats.query(range()),
      refetchInterval: (query) =>
        every(query.state.data?.isCounting === true ? LOOK_WHILE_COUNTING : false)(query),
    })),
  );
}

/** The years that have something, newest first. */
export function useYears(): Loaded<number[]> {
  return toLoaded(
    useQuery(() => ({
      queryKey: ["timeline", "years"],
      queryFn: async () => {
        const { buckets } = await trpc.timeline.buckets.query({ by: "year" });
        return buckets.map(({ bucket }) => Number(bucket)).toReversed();
      },
    })),
  );
}

/** What was done in these days, by project. */
export function useRecap(range: () => Range): Loaded<Recap> {
  return toLoaded(
    useQuery(() => ({
      queryKey: ["timeline", "recap", range()],
      queryFn: () => trpc.timeline.recap.query(range()),
    })),
  );
}

/** What happened on this day in earlier years. */
export function useOnThisDay(day: () => string): Loaded<OnThisDay> {
  return toLoaded(
    useQuery(() => ({
      queryKey: ["timeline", "onThisDay", day()],
      queryFn: () => trpc.timeline.onThisDay.query({ day: day() }),
    })),
  );
}
