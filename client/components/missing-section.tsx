import type { JSX } from "solid-js";
import { Section } from "./section.tsx";

interface MissingSectionProps {
  /** `There is no such profile`. */
  readonly heading: string;
  /** Why that may be, and where else to go. */
  readonly children: JSX.Element;
}

/** In place of a page about something that is not there. */
export function MissingSection(props: MissingSectionProps): JSX.Element {
  return (
    <Section label="Nothing">
      <div class="note" role="alert">
        <h1>{props.heading}</h1>
        <p>{props.children}</p>
      </div>
    </Section>
  );
}
