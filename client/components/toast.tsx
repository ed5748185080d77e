import { type JSX, Show, createEffect, createSignal, on, onCleanup } from "solid-js";

/** As long as its line takes to run out; see `.toast`. */
const SHOWN_MS = 8_000;

export interface ToastText {
  readonly text: string;
  /** What takes it back; null where nothing does. */
  readonly undo: (() => void) | null;
}

interface ToastProps {
  /** A new object is shown anew. */
  readonly said: ToastText | null;
  /** Its time is over. */
  readonly onEnd: () => void;
}

/** Says at the foot of the page what has just happened, and how to take it back. It waits while it is looked at. */
export function Toast(props: ToastProps): JSX.Element {
  const [isHeld, setHeld] = createSignal(false);
  createEffect(
    on([() => props.said, isHeld], ([said, held]) => {
      if (said === null || held) return;
      const timer = setTimeout(() => props.onEnd(), SHOWN_MS);
      onCleanup(() => clearTimeout(timer));
    }),
  );
  return (
    <div class="toast" role="status">
      <Show when={props.said} keyed>
        {(said) => (
          <div class="toast-in">
            <p
              onPointerEnter={() => setHeld(true)}
              onPointerLeave={() => setHeld(false)}
              onFocusIn={() => setHeld(true)}
              onFocusOut={() => setHeld(false)}
            >
              <span>{said.text}</span>
              <Show when={said.undo}>
                {(undo) => (
                  <button type="button" onClick={() => undo()()}>
                    Undo <kbd>z</kbd>
                  </button>
                )}
              </Show>
            </p>
          </div>
        )}
      </Show>
    </div>
  );
}
