import type { JSX } from "solid-js";
import { FieldNotes } from "./field-notes.tsx";

interface FormRowProps {
  readonly label: string;
  readonly for: string;
  /** What is wrong with the field; its id is the field's and `-problem`. */
  readonly problem?: string | null;
  /** Its id is the field's and `-help`. */
  readonly help?: JSX.Element;
  readonly children: JSX.Element;
}

/** A field of a form: its name on the time side of the spine, the field on the other. */
export function FormRow(props: FormRowProps): JSX.Element {
  return (
    <div class="form-row">
      <label class="label" for={props.for}>
        {props.label}
      </label>
      <div>
        {props.children}
        <FieldNotes for={props.for} problem={props.problem ?? null} help={props.help} />
      </div>
    </div>
  );
}
