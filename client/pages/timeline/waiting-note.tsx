import { For, type JSX, Show } from "solid-js";
import type { Connection } from "../../../shared/connections.ts";
import { usePerson } from "../../lib/person.tsx";
import { atClock, toMs } from "../../lib/time.ts";
import { SourceLink } from "./source-link.tsx";

interface WaitingNoteProps {
  readonly waiting: readonly Connection[];
  readonly all: readonly Connection[];
}

/** Several sources that mend themselves, in one line: `3 sources wait: …`, and when one is tried again. */
export function WaitingNote(props: WaitingNoteProps): JSX.Element {
  const { zone, now } = usePerson();
  const next = () => {
    const times = props.waiting.flatMap((each) => each.nextCheckAt ?? []).toSorted();
    return times.find((at) => toMs(at) > now());
  };
  return (
    <div class="axis">
      <div class="line-note source-note" data-tone="wait">
        <i class="tick" data-weight="3" />
        <p>
          {props.waiting.length} sources <b>wait</b>:{" "}
          <For each={props.waiting}>
            {(connection, index) => (
              <>
                {index() > 0 ? ", " : ""}
                <SourceLink connection={connection} all={props.all} />
              </>
            )}
          </For>
          . Nothing is lost.
          <Show when={next()}>{(at) => <> The next try is {atClock(at(), zone(), now())}.</>}</Show>
        </p>
      </div>
    </div>
  );
}
