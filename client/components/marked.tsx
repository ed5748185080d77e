import { For, type JSX, Show } from "solid-js";

/** A text with the pieces marked that were looked for; pieces are [start, end). */
export function Marked(props: {
  text: string;
  spans: readonly (readonly [number, number])[];
}): JSX.Element {
  const parts = () => {
    const found: { text: string; isMarked: boolean }[] = [];
    let at = 0;
    for (const [start, end] of props.spans) {
      if (start > at) found.push({ text: props.text.slice(at, start), isMarked: false });
      found.push({ text: props.text.slice(Math.max(at, start), end), isMarked: true });
      at = Math.max(at, end);
    }
    return [...found, { text: props.text.slice(at), isMarked: false }];
  };
  return (
    <For each={parts()}>
      {(part) => (
        <Show when={part.isMarked} fallback={part.text}>
          <mark>{part.text}</mark>
        </Show>
      )}
    </For>
  );
}
