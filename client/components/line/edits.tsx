import { For, type JSX, Match, Show, Switch } from "solid-js";
import type { Item } from "../../../shared/item.ts";
import { fullTime } from "../../lib/time.ts";
import { useEdits } from "../../queries/timeline.ts";

interface EditsProps {
  readonly item: Item;
  readonly zone: string;
}

/** What an item said before it was changed, the latest of it first. */
export function Edits(props: EditsProps): JSX.Element {
  const edits = useEdits(() => props.item.id);
  return (
    <div class="edits" role="status">
      <Switch fallback={<p>Fetching what it said before</p>}>
        <Match when={edits.data()?.length === 0}>
          <p>Changed before it was first read here.</p>
        </Match>
        <Match when={edits.data()}>
          {(held) => (
            <ol aria-label="What it said before">
              <For each={held()}>
                {(edit) => (
                  <li>
                    <p>
                      Until{" "}
                      <time datetime={edit.replacedAt}>
                        {fullTime(edit.replacedAt, props.zone)}
                      </time>
                    </p>
                    <div lang={props.item.language ?? undefined}>
                      <Show when={edit.title !== props.item.title && edit.title}>
                        <p class="edit-text" dir="auto">
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
            <p class="field-problem">
              {failure().message}{" "}
              <button type="button" class="link" onClick={() => edits.refetch()}>
                Try again
              </button>
            </p>
          )}
        </Match>
      </Switch>
    </div>
  );
}
