import { For, type JSX, Show } from "solid-js";
import type { PlatformInfo } from "../../../shared/platforms.ts";
import { Glyph } from "../../components/glyph.tsx";
import { formatCount } from "../../lib/numbers.ts";

export interface Bar {
  readonly name: string;
  readonly items: number;
  /** Set where it is of one. */
  readonly platform?: { readonly id: string; readonly info: PlatformInfo | undefined };
  readonly isCode?: boolean;
}

/** Counts in rows, each with its bar; the largest is as long as there is room. */
export function Bars(props: { label: string; bars: readonly Bar[]; total?: number }): JSX.Element {
  const largest = () => Math.max(1, ...props.bars.map(({ items }) => items));
  const share = (items: number) => {
    const percent = Math.round((items / Math.max(1, props.total ?? 0)) * 100);
    return percent === 0 && items > 0 ? "< 1 %" : `${percent} %`;
  };
  return (
    <ul class="bars" aria-label={props.label}>
      <For each={props.bars}>
        {(bar) => (
          <li data-hue={bar.platform?.info?.hue}>
            <span class="bars-name">
              <Show when={bar.platform}>
                {(platform) => <Glyph platform={platform().info} id={platform().id} />}
              </Show>
              <Show when={bar.isCode} fallback={<bdi>{bar.name}</bdi>}>
                <code>{bar.name}</code>
              </Show>
            </span>
            <i style={{ "--part": `${(bar.items / largest()) * 100}%` }} />
            <span class="bars-count">
              {formatCount(bar.items)}
              <Show when={props.total}>
                <span class="quiet"> {share(bar.items)}</span>
              </Show>
            </span>
          </li>
        )}
      </For>
    </ul>
  );
}
