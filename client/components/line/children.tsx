import { For, type JSX, Show, createSignal } from "solid-js";
import type { Item } from "../../../shared/item.ts";
import type { Entry } from "../../../shared/timeline.ts";
import { kindCount } from "../../lib/entry-words.ts";
import { countOf } from "../../lib/numbers.ts";
import { useWholeEntry } from "../../queries/timeline.ts";
import { ChildRow } from "./child-row.tsx";
import { useLine } from "./line-context.tsx";

/** What lies inside an entry, on the same spine; what is not held yet comes when asked for. */
export function Children(props: { entry: Entry }): JSX.Element {
  const line = useLine();
  const [wantsAll, setWantsAll] = createSignal(false);
  const whole = useWholeEntry(() => props.entry.id, wantsAll, line.of);
  const items = () => itemsOf(whole.data() ?? props.entry);
  const missing = () => countIn(props.entry) - items().length;
  const missingWords = () => {
    const kinds = new Set(items().map((item) => item.kind));
    const [kind] = kinds;
    const platform = line.platform(props.entry.platform);
    return kinds.size === 1 && kind !== undefined
      ? kindCount(kind, missing(), platform)
      : countOf(missing(), "entry", "entries");
  };
  return (
    <li class="inside" data-hue={line.platform(props.entry.platform)?.hue}>
      <ol aria-label="Inside">
        <For each={items()}>{(item) => <ChildRow item={item} day={props.entry.day} />}</For>
        <Show when={missing() > 0}>
          <li class="entry">
            <i class="tick" />
            <div class="entry-body">
              <Show when={whole.failure()}>{(failure) => <>{failure().message} </>}</Show>
              <button
                type="button"
                class="link"
                disabled={whole.isFetching()}
                onClick={() => (wantsAll() ? whole.refetch() : setWantsAll(true))}
              >
                <Show when={whole.isFetching()} fallback={missingWords().replace(" ", " more ")}>
                  Fetching {missingWords()}
                </Show>
              </button>
            </div>
          </li>
        </Show>
      </ol>
    </li>
  );
}

function itemsOf(entry: Entry): readonly Item[] {
  return entry.type === "group" ? entry.items : entry.children;
}

function countIn(entry: Entry): number {
  return entry.type === "group" ? entry.count : entry.childCount;
}
