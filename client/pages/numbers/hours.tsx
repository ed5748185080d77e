import { For, type JSX } from "solid-js";
import { countOf } from "../../lib/numbers.ts";

/** The 24 hours of all days together, as the clock of the zone shows them. */
export function Hours(props: { hours: readonly number[] }): JSX.Element {
  const largest = () => Math.max(1, ...props.hours);
  return (
    <ol class="hours" aria-label="By hour">
      <For each={props.hours}>
        {(items, hour) => (
          <li title={`${hour()} to ${hour() + 1}: ${countOf(items, "item", "items")}`}>
            <span class="unseen">
              {hour()} to {hour() + 1}: {countOf(items, "item", "items")}
            </span>
            <i style={{ "--part": `${(items / largest()) * 100}%` }} />
            <span class="hours-name" aria-hidden="true">
              {hour() % 6 === 0 ? hour() : ""}
            </span>
          </li>
        )}
      </For>
    </ol>
  );
}
