import { type JSX, Show } from "solid-js";
import type { Stats } from "../../../shared/timeline.ts";
import { countOf, formatCount } from "../../lib/numbers.ts";
import { daysIn, plainDate } from "../../lib/plain-days.ts";

interface YearFactsProps {
  readonly stats: Stats;
  readonly year: number;
  /** The year is not over. */
  readonly isNow: boolean;
}

/** A year in a few numbers. */
export function YearFacts(props: YearFactsProps): JSX.Element {
  const length = () => daysIn(props.stats.previous.after, props.stats.previous.before);
  const streak = (of: Stats["longestStreak"]) =>
    of === null ? "none" : countOf(of.days, "day", "days");
  const date = (day: string) => {
    // A streak may have begun in an earlier year.
    const isOther = !day.startsWith(String(props.year));
    return plainDate(day, {
      day: "numeric",
      month: "short",
      ...(isOther && { year: "numeric" as const }),
    });
  };
  const since = (of: NonNullable<Stats["longestStreak"]>) =>
    of.days === 1 ? date(of.from) : `${date(of.from)} to ${date(of.to)}`;
  const change = () => {
    const { items, previous } = props.stats;
    if (previous.items === 0) return null;
    const percent = Math.round(((items - previous.items) / previous.items) * 100);
    if (percent === 0) return "as much";
    return `${formatCount(Math.abs(percent))} % ${percent > 0 ? "more" : "less"}`;
  };
  return (
    <dl class="facts">
      <div>
        <dt>Items</dt>
        <dd>{formatCount(props.stats.items)}</dd>
      </div>
      <div>
        <dt>Days with something</dt>
        <dd>{formatCount(props.stats.activeDays)}</dd>
      </div>
      <Show when={props.isNow}>
        <div>
          <dt>Streak now</dt>
          <dd>
            {streak(props.stats.currentStreak)}
            <Show when={props.stats.currentStreak}>
              {(of) => <span class="quiet"> since {date(of().from)}</span>}
            </Show>
          </dd>
        </div>
      </Show>
      <div>
        <dt>Longest streak</dt>
        <dd>
          {streak(props.stats.longestStreak)}
          <Show when={props.stats.longestStreak}>
            {(of) => <span class="quiet"> {since(of())}</span>}
          </Show>
        </dd>
      </div>
      <div>
        <dt>{props.isNow ? `The ${length()} days before` : "The year before"}</dt>
        <dd>
          {formatCount(props.stats.previous.items)}
          <Show when={change()}>{(words) => <span class="quiet"> now {words()}</span>}</Show>
        </dd>
      </div>
    </dl>
  );
}
