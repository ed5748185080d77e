import { type JSX, Show, createSignal } from "solid-js";
import { ConnectByInput, type ConnectByInputProps } from "./connect-by-input.tsx";

/** A form among many is a button until somebody wants it; alone it is there at once. */
export function FoldedInput(props: ConnectByInputProps): JSX.Element {
  const [isOpen, setOpen] = createSignal(false);
  let place: HTMLDivElement | undefined;
  function open(): void {
    setOpen(true);
    place?.querySelector("input")?.focus();
  }
  /** Puts it away, and the focus where it was opened. */
  function close(): void {
    setOpen(false);
    place?.querySelector("button")?.focus();
  }
  return (
    <div ref={(element) => (place = element)}>
      <Show
        when={!props.isOneOfMany || isOpen()}
        fallback={
          <p class="connect">
            <button type="button" class="button" onClick={open}>
              Connect <span class="unseen">{props.platform.name}</span>
            </button>
          </p>
        }
      >
        <ConnectByInput {...props} onCancel={props.isOneOfMany ? close : undefined} />
      </Show>
    </div>
  );
}
