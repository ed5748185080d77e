import type { JSX } from "solid-js";
import type { Entry } from "../../../shared/timeline.ts";
import { entryName } from "../../lib/entry-name.ts";
import { useLine } from "./line-context.tsx";

/** Hides an entry; quiet until the entry is looked at. */
export function HideButton(props: { entry: Entry; onHide: (entry: Entry) => void }): JSX.Element {
  const line = useLine();
  return (
    <button
      type="button"
      class="icon-button hide"
      title="Hide"
      onClick={() => props.onHide(props.entry)}
    >
      <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
        <path d="M2 8c1.6-2.6 3.6-4 6-4s4.4 1.4 6 4c-1.6 2.6-3.6 4-6 4s-4.4-1.4-6-4zM3 13L13 3" />
      </svg>
      <span class="unseen">Hide {entryName(props.entry, line.platform(props.entry.platform))}</span>
    </button>
  );
}
