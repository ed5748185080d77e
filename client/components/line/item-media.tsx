import { For, type JSX, Show } from "solid-js";
import type { Item } from "../../../shared/item.ts";
import { hasPicture, isInText } from "../../lib/media-words.ts";
import { MediumLine } from "./medium-line.tsx";
import { Thumb } from "./thumb.tsx";

/** What came with an item: small pictures, and a line for each of the rest. */
export function ItemMedia(props: { item: Item }): JSX.Element {
  const pictures = () => props.item.media.filter(hasPicture);
  const lines = () =>
    props.item.media.filter((medium) => !hasPicture(medium) && !isInText(medium, props.item));
  return (
    <>
      <Show when={pictures().length > 0}>
        <ul class="thumbs">
          <For each={pictures()}>{(medium) => <Thumb medium={medium} />}</For>
        </ul>
      </Show>
      <For each={lines()}>
        {(medium) => <MediumLine medium={medium} title={props.item.title} />}
      </For>
    </>
  );
}
