import { For, type JSX } from "solid-js";
import type { KeyBinding } from "../lib/keys.tsx";
import { Dialog } from "./dialog.tsx";
import { KeyNames } from "./key-names.tsx";

/** Every key that works on this page, from the same list that binds them. */
export function KeysDialog(props: {
  bindings: readonly KeyBinding[];
  onClose: () => void;
}): JSX.Element {
  return (
    <Dialog title="Keys" onClose={() => props.onClose()}>
      <dl class="key-list">
        <For each={props.bindings}>
          {(binding) => (
            <div>
              <dt>
                <KeyNames keys={binding.keys} />
              </dt>
              <dd>{binding.label}</dd>
            </div>
          )}
        </For>
      </dl>
      <p class="actions">
        <button type="button" class="button" onClick={() => props.onClose()}>
          Close
        </button>
      </p>
    </Dialog>
  );
}
