import { type JSX, Show } from "solid-js";

interface FieldProps {
  readonly label: string;
  readonly for: string;
  /** Its id is the field's and `-problem`. */
  readonly problem: string | null;
  /** Its id is the field's and `-help`; empty for none. */
  readonly help?: string;
  readonly children: JSX.Element;
}

/** A field in the middle of a page: its name above, what is wrong and what helps below. */
export function Field(props: FieldProps): JSX.Element {
  return (
    <div class="field">
      <label for={props.for}>{props.label}</label>
      {props.children}
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
    </div>
  );
}
