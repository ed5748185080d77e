import { type JSX, Show, Suspense, createSignal, lazy } from "solid-js";
import type { Item } from "../../../shared/item.ts";
import { fullTime } from "../../lib/time.ts";
import { useLine } from "./line-context.tsx";

const EditsDialog = lazy(async () => {
  const { EditsDialog: component } = await import("./edits-dialog.tsx");
  return { default: component };
});

/** Says that a text was changed, and opens what it was. */
export function EditedButton(props: { item: Item; at: string }): JSX.Element {
  const line = useLine();
  const [isOpen, setOpen] = createSignal(false);
  return (
    <>
      <button
        type="button"
        class="link"
        aria-haspopup="dialog"
        title={`Edited ${fullTime(props.at, line.zone())}`}
        onClick={() => setOpen(true)}
      >
        edited
      </button>
      <Show when={isOpen()}>
        <Suspense>
          <EditsDialog item={props.item} zone={line.zone()} onClose={() => setOpen(false)} />
        </Suspense>
      </Show>
    </>
  );
}
