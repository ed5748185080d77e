import { type JSX, Show, createSignal } from "solid-js";
import { Dialog } from "../../components/dialog.tsx";
import { Field } from "../../components/field.tsx";
import { useFormProblem } from "../../lib/use-form-problem.ts";
import { useErase } from "../../queries/me.ts";

/** Asks for the handle, typed out, before everything is to be erased. */
export function EraseDialog(props: { handle: string; onClose: () => void }): JSX.Element {
  const erasing = useErase();
  const [typed, setTyped] = createSignal("");
  let form: HTMLFormElement | undefined;
  const problem = useFormProblem(() => form, erasing.failure, ["handle"]);

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (erasing.isSaving()) return;
    if ((await erasing.save(typed())) !== null) props.onClose();
  }

  return (
    <Dialog title="Erase everything?" onClose={() => props.onClose()}>
      <form ref={(element) => (form = element)} onSubmit={(event) => void submit(event)}>
        <div class="dialog-text">
          <p>
            In a day this deletes every entry with what it said before, the raw answers kept with
            them, the connections, your profiles and your settings. It ends our access at each
            platform; your accounts there stay as they are.
          </p>
          <p>Until then everything goes on, and you can keep it. After that it cannot be undone.</p>
        </div>
        <div class="erase-field">
          <Field
            label={`Type your handle, ${props.handle}, to go on`}
            for="erase-handle"
            problem={problem.of("handle")}
          >
            <input
              class="input code"
              {...problem.attributes("handle", "erase-handle")}
              value={typed()}
              autocomplete="off"
              autocapitalize="none"
              spellcheck={false}
              onInput={(event) => {
                problem.settle("handle");
                setTyped(event.currentTarget.value);
              }}
            />
          </Field>
        </div>
        <Show when={problem.rest()}>
          <p class="field-problem" role="alert">
            {problem.rest()}
          </p>
        </Show>
        <p class="actions">
          <button type="button" class="button" onClick={() => props.onClose()}>
            Keep it
          </button>
          <button type="submit" class="button danger">
            {erasing.isSaving() ? "Asking" : "Erase in a day"}
          </button>
        </p>
      </form>
    </Dialog>
  );
}
