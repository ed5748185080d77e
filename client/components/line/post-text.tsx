import { For, type JSX, Show, createSignal, onCleanup, onMount } from "solid-js";
import type { Item } from "../../../shared/item.ts";
import { webHref } from "../../lib/addresses.ts";
import { toLinkParts } from "../../lib/link-parts.ts";
import { PlaceLink } from "./place-link.tsx";

interface PostTextProps {
  readonly text: string;
  readonly language: string | null;
  /** Stands before the text, in its first line. */
  readonly verb: string;
  /** To whom it is said, after the verb. */
  readonly answered: Item["place"];
  /** The words are somebody else's. */
  readonly isQuoted: boolean;
}

/** A text that is the entry itself: whole, but for what is longer than six lines. */
export function PostText(props: PostTextProps): JSX.Element {
  const [isOpen, setOpen] = createSignal(false);
  const [isCut, setCut] = createSignal(false);
  let block: HTMLParagraphElement | undefined;

  // How many lines there are is known only where it is drawn.
  const observer = new ResizeObserver(() => {
    if (block && !isOpen()) setCut(block.scrollHeight > block.clientHeight + 1);
  });
  onMount(() => block && observer.observe(block));
  onCleanup(() => observer.disconnect());

  return (
    <>
      <p
        class="say"
        classList={{ cut: !isOpen(), quoted: props.isQuoted }}
        ref={(element) => (block = element)}
      >
        <Show when={props.verb !== ""}>
          <span class="verb">
            {props.verb}
            <Show when={props.answered}>
              {(person) => (
                <>
                  {" to "}
                  <PlaceLink place={person()} />
                </>
              )}
            </Show>
          </span>{" "}
        </Show>
        <span dir="auto" lang={props.language ?? undefined}>
          <For each={toLinkParts(props.text.replace(/\n{3,}/g, "\n\n"))}>
            {(part) => (
              <Show when={webHref(part.href)} fallback={part.text}>
                {(href) => (
                  <a class="link" href={href()} target="_blank" rel="noopener noreferrer">
                    {part.text}
                  </a>
                )}
              </Show>
            )}
          </For>
        </span>
      </p>
      <Show when={isCut()}>
        <button
          type="button"
          class="link say-more"
          aria-expanded={isOpen()}
          onClick={() => setOpen(!isOpen())}
        >
          {isOpen() ? "less" : "more"}
        </button>
      </Show>
    </>
  );
}
