import { Dialog as Kobalte } from "@kobalte/core/dialog";
import type { JSX } from "solid-js";

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: JSX.Element;
}

/** A window over the page; it is open for as long as it is rendered. */
export function Dialog(props: DialogProps): JSX.Element {
  return (
    <Kobalte open onOpenChange={(open) => !open && props.onClose()}>
      <Kobalte.Portal>
        <Kobalte.Overlay class="dialog-ground" />
        <div class="dialog-place">
          <Kobalte.Content class="dialog">
            <Kobalte.Title as="h2" class="dialog-title">
              {props.title}
            </Kobalte.Title>
            {props.children}
          </Kobalte.Content>
        </div>
      </Kobalte.Portal>
    </Kobalte>
  );
}
