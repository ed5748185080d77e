import type { JSX } from "solid-js";
import { FailureNote, type FailureNoteProps } from "./failure-note.tsx";
import { Section } from "./section.tsx";

/** In place of what could not be read. */
export function FailedSection(props: FailureNoteProps): JSX.Element {
  return (
    <Section label="Failed">
      <FailureNote {...props} />
    </Section>
  );
}
