import type { JSX } from "solid-js";
import { Chevron } from "./chevron.tsx";

/** A button that opens and closes what stands below it. */
export function Disclosure(props: {
  isOpen: boolean;
  onToggle: () => void;
  children: JSX.Element;
}): JSX.Element {
  return (
    <button
      type="button"
      class="unfold"
      aria-expanded={props.isOpen}
      onClick={() => props.onToggle()}
    >
      <span>{props.children}</span>
      <Chevron />
    </button>
  );
}
