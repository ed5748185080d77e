import { For, type JSX, Match, Show, Switch } from "solid-js";
import type { Item } from "../../../shared/item.ts";
import { fullTime } from "../../lib/time.ts";
import { useEdits } from "../../queries/timeline.ts";
import { Dialog } from "../dialog.tsx";

interface EditsDialogProps {
  readonly item: Item;
  readonly zone: string;
  readonly onClose: () => void;
}

/** What an item said before it was changed, the latest of it first. */
export function EditsDialog(props: EditsDialogProps): JSX.Element {
  const edits = useEdits(() => props.item.id);
  return (
    <Dialog title="What it said before" onClose={() => props.onClose()}>
      <div class="dialog-text">
        <Switch fallback={<p role="status">Fetching it</p>}>
          <Match when={edits.data()?.length === 0}>
            <p>It was changed before it was first read here, so what it said is not known.</p>
          </Match>
          <Match when={edits.data()}>
            {(held) => (
              <ol class="edits">
                <For each={held()}>
                  {(edit) => (
                    <li>
                      <p class="quiet">
                        Until{" "}
                        <time datetime={edit.replacedAt}>
                          {fullTime(edit.replacedAt, props.zone)}
                        </time>
                      </p>
                      <div lang={props.item.language ?? undefined}>
                        <Show when={edit.title !== props.item.title && edit.title}>
                          <p dir="auto">
                            <b>{edit.title}</b>
                          </p>
                        </Show>
                        <Show when={edit.body}>
                          <p class="edit-text" dir="auto">
                            {edit.body}
                          </p>
                        </Show>
                      </div>
                    </li>
                  )}
                </For>
              </ol>
            )}
          </Match>
          <Match when={edits.failure()}>
            {(failure) => (
              <p class="field-problem" role="alert">
                {failure().message}{" "}
                <button type="button" class="link" onClick={() => edits.refetch()}>
                  Try again
                </button>
              </p>
            )}
          </Match>
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
