import { Dialog as Kobalte } from "@kobalte/core/dialog";
import type { JSX } from "solid-js";

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: JSX.Element;
}

/** A window over the page; it is open for as long as it is rendered. */
export function Dialog(props: DialogProps): JSX.Element {
  const opener = document.activeElement;
  // The page itself where nothing had the focus, or where what had it is gone. What closed the
  // dialog may have put the focus where it belongs already.
  function giveFocusBack(event: Event): void {
    event.preventDefault();
    const now = document.activeElement;
    if (now && now !== document.body && now.closest(".dialog") === null) return;
    const isThere = opener instanceof HTMLElement && opener.isConnected && opener !== document.body;
    const target = isThere ? opener : document.getElementById("main");
    target?.focus({ preventScroll: true });
  }
  return (
    <Kobalte open onOpenChange={(open) => !open && props.onClose()}>
      <Kobalte.Portal>
        <Kobalte.Overlay class="dialog-ground" />
        <div class="dialog-place">
          <Kobalte.Content class="dialog" onCloseAutoFocus={giveFocusBack}>
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
