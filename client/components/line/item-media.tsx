import { For, type JSX, Show, createSignal } from "solid-js";
import type { Item } from "../../../shared/item.ts";
import { coverOf, hasPicture, mediaWords } from "../../lib/media-words.ts";
import { MediumLine } from "./medium-line.tsx";
import { Thumb } from "./thumb.tsx";

/** What came with an item: small pictures, and a line for each of the rest. */
export function ItemMedia(props: {
  item: Item;
  coverWords: (mark: string) => string;
}): JSX.Element {
  const [isShown, setShown] = createSignal(false);
  const cover = () => (isShown() ? null : coverOf(props.item));
  const pictures = () => props.item.media.filter(hasPicture);
  const lines = () => props.item.media.filter((medium) => !hasPicture(medium));
  return (
    <>
      <Show when={pictures().length > 0}>
        <Show
          when={cover()}
          fallback={
            <ul class="thumbs">
              <For each={pictures()}>{(medium) => <Thumb medium={medium} />}</For>
            </ul>
          }
        >
          {(mark) => (
            <button type="button" class="thumbs-cover" onClick={() => setShown(true)}>
              {props.coverWords(mark())}
              <span>Show {mediaWords(pictures())}</span>
            </button>
          )}
        </Show>
      </Show>
      <For each={lines()}>{(medium) => <MediumLine medium={medium} />}</For>
    </>
  );
}
