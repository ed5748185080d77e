import type { JSX } from "solid-js";

/** A field of a form: its name on the time side of the spine, the field on the other. */
export function FormRow(props: { label: string; for: string; children: JSX.Element }): JSX.Element {
  return (
    <div class="form-row">
      <label class="label" for={props.for}>
        {props.label}
      </label>
      <div>{props.children}</div>
    </div>
  );
}
