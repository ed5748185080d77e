import { type JSX, Show } from "solid-js";
import type { Connection } from "../../../shared/connections.ts";
import { formatCount } from "../../lib/numbers.ts";
import { usePerson } from "../../lib/person.tsx";
import { clockOrDate, toMs } from "../../lib/time.ts";

/** The connections taken together: when the next check is, and how much is kept. */
export function KeptRail(props: { connections: readonly Connection[] }): JSX.Element {
  const { zone, now } = usePerson();
  const items = () => props.connections.reduce((sum, each) => sum + each.itemCount, 0);
  const next = () => {
    if (props.connections.some((each) => each.isSyncing)) return "now";
    const due = props.connections.flatMap((each) => each.nextCheckAt ?? []).toSorted()[0];
    if (due === undefined) return "none";
    return toMs(due) <= now() ? "now" : clockOrDate(due, zone(), now());
  };
  return (
    <aside class="rail" aria-label="Sync">
      <Show when={props.connections.length > 0}>
        <h2>Sync</h2>
        <p class="rail-fact">
          Next check <span>{next()}</span>
        </p>
        <h2>Kept</h2>
        <p class="rail-fact">
          Items <span>{formatCount(items())}</span>
        </p>
      </Show>
    </aside>
  );
}
