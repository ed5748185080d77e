import { type JSX, Show } from "solid-js";
import { webHref } from "../../lib/addresses.ts";

/** Where it happened, in the platform's own name for it. */
export function PlaceLink(props: {
  place: { readonly name: string; readonly url: string | null };
}): JSX.Element {
  return (
    <Show when={webHref(props.place.url)} fallback={<code>{props.place.name}</code>}>
      {(href) => (
        <a href={href()} target="_blank" rel="noopener noreferrer">
          <code>{props.place.name}</code>
        </a>
      )}
    </Show>
  );
}
