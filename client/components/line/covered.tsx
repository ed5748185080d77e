import { type JSX, Show, createSignal } from "solid-js";
import type { Cover } from "../../lib/media-words.ts";

interface CoveredProps {
  readonly cover: Cover | null;
  /** How the mark is shown: `Sensitive`. */
  readonly words: (mark: string) => string;
  readonly children: JSX.Element;
}

/**
 * What asks for a second thought: neither shown nor fetched until somebody asks for it, and covered
 * again by the same button.
 */
export function Covered(props: CoveredProps): JSX.Element {
  const [isShown, setShown] = createSignal(false);
  return (
    <>
      <Show when={props.cover}>
        {(cover) => (
          <button
            type="button"
            class="cover"
            aria-expanded={isShown()}
            onClick={() => setShown(!isShown())}
          >
            {props.words(cover().mark)}.{" "}
            <span>
              {isShown() ? "Cover" : "Show"} {cover().hidden}
            </span>
          </button>
        )}
      </Show>
      <Show when={isShown() || props.cover === null}>{props.children}</Show>
    </>
  );
}
