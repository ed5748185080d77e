import { type JSX, Show } from "solid-js";
import type { Connection } from "../../../shared/connections.ts";
import { usePerson } from "../../lib/person.tsx";
import { warningWords } from "../../lib/warning-words.ts";

/** What will end by itself, and when, while there is time to do something. */
export function WarningNote(props: { connection: Connection }): JSX.Element {
  const { zone, now } = usePerson();
  const words = () =>
    props.connection.warning && warningWords(props.connection.warning, zone(), now());
  return (
    <Show when={words()}>
      {(said) => (
        <p class="source-state">
          <b>{said().lead}</b> {said().text}
        </p>
      )}
    </Show>
  );
}
