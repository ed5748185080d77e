import { type JSX, Show } from "solid-js";
import { Cross } from "./cross.tsx";

interface NoticeProps {
  readonly tone: "problem" | "done";
  readonly children: JSX.Element;
  readonly onDismiss?: () => void;
}

/** One line that says what happened: on the axis, with a way to put it away. */
export function Notice(props: NoticeProps): JSX.Element {
  return (
    <div class="notice" data-tone={props.tone} role={props.tone === "problem" ? "alert" : "status"}>
      <i class="tick" />
      <p>{props.children}</p>
      <Show when={props.onDismiss}>
        {(dismiss) => (
          <button type="button" class="icon-button" onClick={() => dismiss()()}>
            <Cross />
            <span class="unseen">Dismiss</span>
          </button>
        )}
      </Show>
    </div>
  );
}
