import { DropdownMenu } from "@kobalte/core/dropdown-menu";
import { For, type JSX, Show } from "solid-js";
import type { Entry, SingleEntry } from "../../../shared/timeline.ts";
import { useLine } from "./line-context.tsx";

/** Open as soon as it is there: it was asked for. */
export function EntryMenu(props: { entry: Entry; children: JSX.Element }): JSX.Element {
  const line = useLine();
  const single = () => (props.entry.type === "single" ? props.entry : null);
  return (
    <DropdownMenu defaultOpen placement="bottom-end" gutter={4} preventScroll={false} modal={false}>
      <DropdownMenu.Trigger class="icon-button more" title="More">
        {props.children}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content class="menu">
          <Show when={single()}>{(entry) => <SingleItems entry={entry()} />}</Show>
          <Show when={holdsSeveral(props.entry) && line.actions}>
            {(actions) => (
              <DropdownMenu.Item class="menu-item" onSelect={() => actions().askWhy(props.entry)}>
                Why together?
              </DropdownMenu.Item>
            )}
          </Show>
          <Show when={line.hide}>
            {(hide) => (
              <DropdownMenu.Item class="menu-item" onSelect={() => hide()(props.entry)}>
                Hide
              </DropdownMenu.Item>
            )}
          </Show>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu>
  );
}

function SingleItems(props: { entry: SingleEntry }): JSX.Element {
  const line = useLine();
  const isPinned = () => props.entry.item.pinnedAt !== null;
  return (
    <Show when={line.actions}>
      {(actions) => (
        <>
          <DropdownMenu.Item
            class="menu-item"
            onSelect={() => actions().pin(props.entry, !isPinned())}
          >
            {isPinned() ? "Take the pin away" : "Pin"}
          </DropdownMenu.Item>
          <DropdownMenu.Item class="menu-item" onSelect={() => actions().writeNote(props.entry)}>
            {props.entry.item.note === null ? "Write a note" : "Change the note"}
          </DropdownMenu.Item>
          <For each={props.entry.alsoOn}>
            {(other) => (
              <DropdownMenu.Item
                class="menu-item"
                onSelect={() => actions().split(props.entry, other)}
              >
                Show the one on {line.platform(other.platform)?.name ?? other.platform} apart
              </DropdownMenu.Item>
            )}
          </For>
          <Show when={props.entry.item.isApart}>
            <DropdownMenu.Item class="menu-item" onSelect={() => actions().join(props.entry)}>
              Put together again
            </DropdownMenu.Item>
          </Show>
        </>
      )}
    </Show>
  );
}

function holdsSeveral(entry: Entry): boolean {
  return entry.type === "group" || entry.childCount > 0 || entry.alsoOn.length > 0;
}
