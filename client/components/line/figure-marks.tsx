import { type JSX, Show } from "solid-js";
import type { Figures } from "../../lib/figures.ts";
import { formatCount } from "../../lib/numbers.ts";

/** At the right edge: lines changed, else the first other count. */
export function FigureMarks(props: { figures: Figures }): JSX.Element {
  return (
    <Show
      when={props.figures.lines}
      fallback={
        <Show when={props.figures.words[0]}>{(word) => <span class="figure">{word()}</span>}</Show>
      }
    >
      {(lines) => (
        <span class="figure">
          {" "}
          <span class="added" aria-label={`${formatCount(lines().added)} lines added`} role="img">
            +{formatCount(lines().added)}
          </span>{" "}
          <span
            class="removed"
            aria-label={`${formatCount(lines().removed)} lines removed`}
            role="img"
          >
            −{formatCount(lines().removed)}
          </span>
        </span>
      )}
    </Show>
  );
}
