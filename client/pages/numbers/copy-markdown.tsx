import { type JSX, Show, createSignal } from "solid-js";

/** A recap to take along. Without leave to copy, its text is shown to be copied by hand. */
export function CopyMarkdown(props: { text: string }): JSX.Element {
  const [news, setNews] = createSignal<"copied" | "by hand" | null>(null);
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(props.text);
      setNews("copied");
    } catch {
      setNews("by hand");
    }
  }
  return (
    <>
      <p class="actions">
        <button type="button" class="button" onClick={() => void copy()}>
          Copy as Markdown
        </button>
        <span class="quiet" role="status">
          {news() === "copied" ? "Copied" : ""}
          {news() === "by hand"
            ? "This browser does not let the page copy. Take it from here:"
            : ""}
        </span>
      </p>
      <Show when={news() === "by hand"}>
        <textarea class="input code" rows="8" readonly aria-label="The recap as Markdown">
          {props.text}
        </textarea>
      </Show>
    </>
  );
}
