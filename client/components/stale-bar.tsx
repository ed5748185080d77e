import { type JSX, Show } from "solid-js";
import { useCountdown } from "../lib/use-countdown.ts";
import type { Loaded } from "../queries/loaded.ts";

/** Says quietly that what is shown could not be renewed. */
export function StaleBar(props: { of: Loaded<unknown>; shown: string }): JSX.Element {
  const seconds = useCountdown(() => props.of.retryAt());
  return (
    <Show when={props.of.failure()}>
      {(failure) => (
        <p class="stale-bar" role="status">
          <span>
            {failure().message} {props.shown}
          </span>
          <span aria-live="off">
            <Show when={seconds() !== null}>Next try in {seconds()} s. </Show>
            <button type="button" class="link" onClick={() => props.of.refetch()}>
              Try now
            </button>
          </span>
        </p>
      )}
    </Show>
  );
}
