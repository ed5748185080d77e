import { type JSX, Show, createSignal } from "solid-js";
import { Dialog } from "../../components/dialog.tsx";
import type { Failure } from "../../lib/failure.ts";

interface NoteDialogProps {
  /** Of what it is, as it stands in a sentence. */
  readonly name: string;
  readonly text: string;
  readonly isBusy: boolean;
  readonly failure: Failure | null;
  readonly onSave: (text: string) => void;
  readonly onClose: () => void;
}

/** What its owner writes beside an entry. */
export function NoteDialog(props: NoteDialogProps): JSX.Element {
  const [text, setText] = createSignal(props.text);
  function submit(event: Event): void {
    event.preventDefault();
    if (!props.isBusy) props.onSave(text().trim());
  }
  return (
    <Dialog title="Note" onClose={() => props.onClose()}>
      <form onSubmit={submit}>
        <div class="dialog-text">
          <p>
            <label for="note-text">
              Beside {props.name}. Only you see it, and no sync changes it.
            </label>
          </p>
        </div>
        <textarea
          class="input note-input"
          id="note-text"
          rows="4"
          maxLength={4000}
          dir="auto"
          value={text()}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit(event);
          }}
        />
        <Show when={props.failure}>
          {(failure) => (
            <p class="field-problem" role="alert">
              {failure().message}
            </p>
          )}
        </Show>
        <p class="actions">
          <button type="submit" class="button primary" disabled={props.isBusy}>
            Save note
          </button>
          <button type="button" class="button" onClick={() => props.onClose()}>
            Cancel
          </button>
          <Show when={props.text !== ""}>
            <button type="button" class="button bare" onClick={() => props.onSave("")}>
              Take it away
            </button>
          </Show>
        </p>
      </form>
    </Dialog>
  );
}
