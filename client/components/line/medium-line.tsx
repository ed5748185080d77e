import { type JSX, Show } from "solid-js";
import type { Medium } from "../../../shared/item.ts";
import { webHref } from "../../lib/addresses.ts";
import { mediumName } from "../../lib/media-words.ts";

/** A link, a recording, or a video without a picture: one quiet line, and where it leads. */
export function MediumLine(props: { medium: Medium }): JSX.Element {
  const host = () => URL.parse(props.medium.url)?.hostname.replace(/^www\./, "") ?? "";
  return (
    <Show when={webHref(props.medium.url)}>
      {(href) => (
        <p class="medium">
          <Show when={props.medium.type !== "link"}>
            <span class="quiet">{mediumName(props.medium)} </span>
          </Show>
          <a href={href()} target="_blank" rel="noopener noreferrer">
            <Show when={props.medium.text} fallback={host()}>
              <bdi>{props.medium.text}</bdi> <span class="quiet">{host()}</span>
            </Show>
          </a>
        </p>
      )}
    </Show>
  );
}
