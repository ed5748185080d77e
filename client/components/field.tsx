import type { JSX } from "solid-js";
import { FieldNotes } from "./field-notes.tsx";

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
      <FieldNotes for={props.for} problem={props.problem ?? null} help={props.help} />
    </div>
  );
}
