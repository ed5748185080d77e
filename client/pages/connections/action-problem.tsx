import { type JSX, Show } from "solid-js";
import type { Connection } from "../../../shared/connections.ts";
import type { Failure } from "../../lib/failure.ts";
import { isToldBy } from "../../lib/sync-limits.ts";

/** Why an action did not work, unless the connection itself says so already. */
export function ActionProblem(props: {
  connection: Connection;
  failure: Failure | null;
}): JSX.Element {
  const untold = () =>
    props.failure !== null && !isToldBy(props.connection, props.failure) ? props.failure : null;
  return (
    <Show when={untold()}>
      {(failure) => (
        <p class="field-problem" role="alert">
          {failure().message}
        </p>
      )}
    </Show>
  );
}
