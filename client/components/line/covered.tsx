import { type JSX, Show, createSignal } from "solid-js";
import type { Cover } from "../../lib/media-words.ts";

interface CoveredProps {
  readonly cover: Cover | null;
  /** How the mark is shown: `Sensitive`. */
  readonly words: (mark: string) => string;
  readonly children: JSX.Element;
}

/** What asks for a second thought: neither shown nor fetched until somebody asks for it. */
export function Covered(props: CoveredProps): JSX.Element {
  const [isShown, setShown] = createSignal(false);
  const cover = () => (isShown() ? null : props.cover);
  return (
    <Show when={cover()} fallback={props.children}>
      {(now) => (
        <button type="button" class="cover" onClick={() => setShown(true)}>
          {props.words(now().mark)}. <span>Show {now().hidden}</span>
        </button>
      )}
    </Show>
  );
}
