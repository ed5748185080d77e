import type { JSX } from "solid-js";
import { Chevron } from "../chevron.tsx";
import { useLine } from "./line-context.tsx";

/** Opens and closes what lies inside an entry. */
export function Unfold(props: { entryId: string; children: JSX.Element }): JSX.Element {
  const line = useLine();
  return (
    <button
      type="button"
      class="unfold"
      aria-expanded={line.isOpen(props.entryId)}
      onClick={() => line.toggle(props.entryId)}
    >
      {props.children}
      <Chevron />
    </button>
  );
}
