import { type JSX, createSignal, createUniqueId } from "solid-js";

/** A text to take elsewhere, and a button that copies it. */
export function CopyText(props: { label: string; text: string }): JSX.Element {
  const id = createUniqueId();
  const [news, setNews] = createSignal("");
  let output: HTMLElement | undefined;
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(props.text);
      setNews("Copied");
    } catch {
      // Without leave to copy, the text is marked for the person to do it.
      if (output) getSelection()?.selectAllChildren(output);
      setNews("Marked; press Ctrl C");
    }
  }
  return (
    <div class="field">
      <span id={id}>{props.label}</span>
      <p class="copy-text">
        <code aria-labelledby={id} ref={(element) => (output = element)}>
          {props.text}
        </code>
        <button type="button" class="button bare" onClick={() => void copy()}>
          Copy <span class="unseen">{props.label}</span>
        </button>
        <span class="quiet" role="status">
          {news()}
        </span>
      </p>
    </div>
  );
}
