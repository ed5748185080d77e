import { type JSX, Show } from "solid-js";

/** Below a field: what is wrong with it (its id is the field's and `-problem`), and what helps (`-help`). */
export function FieldNotes(props: {
  for: string;
  problem?: string | null;
  help?: JSX.Element;
}): JSX.Element {
  return (
    <>
      <Show when={props.problem}>
        <p class="field-problem" id={`${props.for}-problem`} role="alert">
          {props.problem}
        </p>
      </Show>
      <Show when={props.help}>
        <p class="field-help" id={`${props.for}-help`}>
          {props.help}
        </p>
      </Show>
    </>
  );
}
