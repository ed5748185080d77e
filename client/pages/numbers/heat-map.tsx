import { For, type JSX, createMemo } from "solid-js";
import type { Stats } from "../../../shared/timeline.ts";
import { toHeatMap, toMonths } from "../../lib/heat-map.ts";
import { countOf } from "../../lib/numbers.ts";
import { plainDate } from "../../lib/plain-days.ts";

interface HeatMapProps {
  readonly year: number;
  readonly days: Stats["days"];
  /** Marked: the streak that goes on. */
  readonly streak: Stats["currentStreak"];
}

/** A year of days, darker where more was done; each leads to its day. In words for those who listen. */
export function HeatMap(props: HeatMapProps): JSX.Element {
  const cells = createMemo(() => toHeatMap(props.year, props.days));
  const months = createMemo(() => toMonths(cells()));
  const isInStreak = (day: string) =>
    props.streak !== null && day >= props.streak.from && day <= props.streak.to;
  return (
    <>
      <div class="heat" aria-hidden="true">
        <For each={months()}>
          {(month) => (
            <span class="heat-month" style={{ "--week": month.week }}>
              {month.name.slice(0, 3)}
            </span>
          )}
        </For>
        <For each={cells()}>
          {(cell) => (
            <a
              class="heat-day"
              classList={{ streak: isInStreak(cell.day) }}
              data-level={cell.level}
              style={{ "--week": cell.week, "--weekday": cell.weekday }}
              href={`/timeline?from=${cell.day}`}
              tabindex="-1"
              title={`${plainDate(cell.day)}: ${countOf(cell.items, "item", "items")}`}
            />
          )}
        </For>
      </div>
      <ul class="unseen" aria-label="By month">
        <For each={months()}>
          {(month) => (
            <li>
              {month.name}: {month.sentence}
            </li>
          )}
        </For>
      </ul>
    </>
  );
}
