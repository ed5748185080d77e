import { For, type JSX } from "solid-js";

/** How long the bars are that stand in for entries: the verb line, then the line below it. */
const ROWS = [
  { weight: 3, lines: ["long"] },
  { weight: 1, lines: ["longer", "middle"] },
  { weight: 5, lines: ["middle"] },
  { weight: 2, lines: ["longer", "middle"] },
  { weight: 2, lines: ["long"] },
  { weight: 4, lines: ["middle", "short"] },
] as const;

/** The axis at once, and bars where entries will stand. */
export function Skeleton(props: { words: string }): JSX.Element {
  return (
    <div class="axis fills" role="status">
      <p class="skeleton-words">{props.words}</p>
      <ol aria-hidden="true">
        <For each={ROWS}>
          {(row) => (
            <li class="entry">
              <span class="bar bar-time" />
              <i class="tick waiting" data-weight={row.weight} />
              <span class="bar bar-glyph" />
              <div class="entry-body">
                <For each={row.lines}>{(length) => <div class="bar" data-length={length} />}</For>
              </div>
            </li>
          )}
        </For>
      </ol>
    </div>
  );
}
