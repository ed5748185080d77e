import { type JSX, Show } from "solid-js";
import { webHref } from "../../lib/addresses.ts";

/** Where it happened, in the platform's own name for it. */
export function PlaceLink(props: {
  place: { readonly name: string; readonly url: string | null };
}): JSX.Element {
  return (
    <Show when={webHref(props.place.url)} fallback={<PlaceName name={props.place.name} />}>
      {(href) => (
        <a href={href()} target="_blank" rel="noopener noreferrer">
          <PlaceName name={props.place.name} />
        </a>
      )}
    </Show>
  );
}

/** A name of several words is words; any other reads as a code. */
function PlaceName(props: { name: string }): JSX.Element {
  return (
    <Show when={/\s/.test(props.name)} fallback={<code>{props.name}</code>}>
      <bdi>{props.name}</bdi>
    </Show>
  );
}
