import { type JSX, Show, createSignal } from "solid-js";
import type { Medium } from "../../../shared/item.ts";
import { webHref } from "../../lib/addresses.ts";
import { atStart } from "../../lib/in-sentence.ts";
import { mediumName } from "../../lib/media-words.ts";

/**
 * A small picture that leads to the whole of it. It comes from where it was posted, which is not
 * told what page it is shown on; its place is kept before it is there, and its words when it fails.
 */
export function Thumb(props: { medium: Medium }): JSX.Element {
  const [isBroken, setBroken] = createSignal(false);
  const source = () => webHref(props.medium.previewUrl ?? props.medium.url);
  const words = () => props.medium.text || `${atStart(mediumName(props.medium))}, not described`;
  const picture = () => (
    <Show when={!isBroken() && source()} fallback={<span class="thumb-words">{words()}</span>}>
      {(src) => (
        <img
          src={src()}
          alt={words()}
          width="144"
          height="81"
          loading="lazy"
          decoding="async"
          referrerpolicy="no-referrer"
          onError={() => setBroken(true)}
        />
      )}
    </Show>
  );
  return (
    <li>
      <Show when={webHref(props.medium.url)} fallback={<span class="thumb">{picture()}</span>}>
        {(href) => (
          <a
            class="thumb"
            href={href()}
            target="_blank"
            rel="noopener noreferrer"
            title={props.medium.text ?? undefined}
          >
            {picture()}
            <Show when={props.medium.type === "video"}>
              <span class="thumb-type">video</span>
            </Show>
          </a>
        )}
      </Show>
    </li>
  );
}
