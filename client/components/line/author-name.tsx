import { type JSX, Show } from "solid-js";
import type { Item } from "../../../shared/item.ts";
import { webHref } from "../../lib/addresses.ts";

/** Whose it is: the name, which leads to them, and their handle where it says more. */
export function AuthorName(props: { author: NonNullable<Item["author"]> }): JSX.Element {
  const handle = () => {
    const { name, handle: known } = props.author;
    if (known === null || name.toLowerCase().includes(known.toLowerCase())) return null;
    return known.startsWith("@") ? known : `@${known}`;
  };
  return (
    <>
      <Show when={webHref(props.author.url)} fallback={<bdi>{props.author.name}</bdi>}>
        {(href) => (
          <a href={href()} target="_blank" rel="noopener noreferrer">
            <bdi>{props.author.name}</bdi>
          </a>
        )}
      </Show>
      <Show when={handle()}>
        {(known) => (
          <>
            {" "}
            <bdi class="quiet">{known()}</bdi>
          </>
        )}
      </Show>
    </>
  );
}
