import { type JSX, Show } from "solid-js";
import { webHref } from "../../lib/addresses.ts";

/** Leads to the source in a new tab; plain text where there is no address. */
export function ItemLink(props: {
  url: string | null;
  /** Of the words in it. */
  language?: string | null;
  children: JSX.Element;
}): JSX.Element {
  return (
    <Show
      when={webHref(props.url)}
      fallback={
        <span dir="auto" lang={props.language ?? undefined}>
          {props.children}
        </span>
      }
    >
      {(href) => (
        <a
          href={href()}
          target="_blank"
          rel="noopener noreferrer"
          dir="auto"
          lang={props.language ?? undefined}
          data-source
        >
          {props.children}
        </a>
      )}
    </Show>
  );
}
