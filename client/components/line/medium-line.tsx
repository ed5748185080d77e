import { type JSX, Show } from "solid-js";
import type { Medium } from "../../../shared/item.ts";
import { webHref } from "../../lib/addresses.ts";
import { mediumName, mediumText } from "../../lib/media-words.ts";

/** A link, a recording, or a video without a picture: one quiet line, and where it leads. */
export function MediumLine(props: { medium: Medium; title: string }): JSX.Element {
  const host = () => URL.parse(props.medium.url)?.hostname.replace(/^www\./, "") ?? "";
  return (
    <Show when={webHref(props.medium.url)}>
      {(href) => (
        <p class="medium">
          <Show when={props.medium.type !== "link"}>
            <span class="quiet">{mediumName(props.medium)} </span>
          </Show>
          <a href={href()} target="_blank" rel="noopener noreferrer">
            <Show when={mediumText(props.medium, props.title)} fallback={host()}>
              {(text) => (
                <>
                  <bdi>{text()}</bdi> <span class="quiet">{host()}</span>
                </>
              )}
            </Show>
          </a>
        </p>
      )}
    </Show>
  );
}
