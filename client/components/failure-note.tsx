import { type JSX, Show } from "solid-js";
import { atClock } from "../lib/time.ts";
import { usePerson } from "../lib/person.tsx";
import { useCountdown } from "../lib/use-countdown.ts";
import type { Loaded } from "../queries/loaded.ts";

export interface FailureNoteProps {
  /** `The timeline could not be loaded`. */
  readonly heading: string;
  /** `Your entries are safe.` */
  readonly comfort?: string;
  readonly of: Loaded<unknown>;
}

/** What failed, what is safe, and when it is tried again. */
export function FailureNote(props: FailureNoteProps): JSX.Element {
  const { zone, now } = usePerson();
  const seconds = useCountdown(() => props.of.retryAt());
  return (
    <div class="note" role="alert">
      <h2>{props.heading}</h2>
      <p>
        {props.of.failure()?.message} <Show when={props.comfort}>{props.comfort} </Show>
        <Show when={props.of.failedAt()}>
          {(at) => <>Last tried {atClock(at(), zone(), now())}. </>}
        </Show>
        <span aria-live="off">
          <Show when={props.of.isFetching()}>Asking again now.</Show>
          <Show when={seconds() !== null}>This page asks again in {seconds()} seconds.</Show>
        </span>
      </p>
      <p class="actions">
        <button type="button" class="button primary" onClick={() => props.of.refetch()}>
          Try now
        </button>
      </p>
    </div>
  );
}
