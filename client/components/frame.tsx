import { type JSX, Show } from "solid-js";

interface FrameProps {
  /** Stands beside the page where there is room. */
  readonly rail?: JSX.Element;
  readonly class?: string;
  readonly children: JSX.Element;
}

/** The columns of a page: rail, then the axis. */
export function Frame(props: FrameProps): JSX.Element {
  return (
    <div class="frame">
      <Show when={props.rail} fallback={<div class="rail" />}>
        {props.rail}
      </Show>
      <main id="main" class={props.class ?? "axis"} tabindex="-1">
        {props.children}
      </main>
    </div>
  );
}
