import type { JSX } from "solid-js";

/** A part of a page, named on the time side of the spine. */
export function Section(props: {
  label: string;
  heading?: string;
  children: JSX.Element;
}): JSX.Element {
  return (
    <section class="section" aria-label={props.heading ?? props.label}>
      <span class="label" aria-hidden="true">
        {props.label}
      </span>
      <i class="tick section-tick" />
      <div class="section-body">{props.children}</div>
    </section>
  );
}
