import { type JSX, Show } from "solid-js";
import type { Failure } from "../lib/failure.ts";
import { Dialog } from "./dialog.tsx";

interface ConfirmDialogProps {
  readonly title: string;
  /** What it does, as a verb: `Disconnect`. */
  readonly action: string;
  /** What leaves it as it is: `Keep it`. */
  readonly keep?: string;
  readonly children: JSX.Element;
  readonly isBusy: boolean;
  readonly failure: Failure | null;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something is deleted. */
export function ConfirmDialog(props: ConfirmDialogProps): JSX.Element {
  return (
    <Dialog title={props.title} onClose={() => props.onClose()}>
      <div class="dialog-text">{props.children}</div>
      <Show when={props.failure}>
        {(failure) => (
          <p class="field-problem" role="alert">
            {failure().message}
          </p>
        )}
      </Show>
      <p class="actions">
        <button type="button" class="button" onClick={() => props.onClose()}>
          {props.keep ?? "Keep it"}
        </button>
        <button
          type="button"
          class="button danger"
          disabled={props.isBusy}
          onClick={() => props.onConfirm()}
        >
          {props.action}
        </button>
      </p>
    </Dialog>
  );
}
