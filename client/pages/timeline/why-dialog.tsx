import { For, type JSX, Match, Switch } from "solid-js";
import type { Entry } from "../../../shared/timeline.ts";
import { Dialog } from "../../components/dialog.tsx";
import { useWhy } from "../../queries/timeline.ts";

/** Why the items of an entry were put together, in sentences. */
export function WhyDialog(props: { entry: Entry; onClose: () => void }): JSX.Element {
  const why = useWhy(() => props.entry.id);
  return (
    <Dialog title="Why together?" onClose={() => props.onClose()}>
      <div class="dialog-text" aria-live="polite">
        <Switch fallback={<p>Asking</p>}>
          <Match when={why.data()}>
            {(answer) => (
              <For each={answer().reasons} fallback={<p>It is one item, and stands alone.</p>}>
                {(reason) => <p>{reason.sentence}</p>}
              </For>
            )}
          </Match>
          <Match when={why.failure()}>{(failure) => <p>{failure().message}</p>}</Match>
        </Switch>
      </div>
      <p class="actions">
        <button type="button" class="button" onClick={() => props.onClose()}>
          Close
        </button>
      </p>
    </Dialog>
  );
}
