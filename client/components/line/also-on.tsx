import { For, type JSX, Show } from "solid-js";
import type { Item } from "../../../shared/item.ts";
import { webHref } from "../../lib/addresses.ts";
import { fullTime } from "../../lib/time.ts";
import { useLine } from "./line-context.tsx";

/** The other platforms that have the same, each by its letters, which lead there. */
export function AlsoOn(props: { items: readonly Item[] }): JSX.Element {
  const line = useLine();
  return (
    <span class="also-on">
      also on
      <For each={props.items}>
        {(item) => {
          const platform = () => line.platform(item.platform);
          const name = () => platform()?.name ?? item.platform;
          const letters = () => platform()?.glyph ?? item.platform.slice(0, 2);
          const title = () => `${name()}, ${fullTime(item.occurredAt, line.zone())}`;
          return (
            <Show
              when={webHref(item.url)}
              fallback={
                <abbr class="glyph" data-hue={platform()?.hue} title={title()}>
                  {letters()}
                </abbr>
              }
            >
              {(href) => (
                <a
                  class="glyph"
                  data-hue={platform()?.hue}
                  href={href()}
                  title={title()}
                  aria-label={name()}
                  target="_blank"
                  rel="noopener noreferrer"
                >
                  {letters()}
                </a>
              )}
            </Show>
          );
        }}
      </For>
    </span>
  );
}
