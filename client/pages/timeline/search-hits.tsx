import { For, type JSX, Match, Show, Switch } from "solid-js";
import { FailedSection } from "../../components/failed-section.tsx";
import { createLine } from "../../components/line/create-line.ts";
import { usePerson } from "../../lib/person.tsx";
import { usePlatforms } from "../../queries/platforms.ts";
import { type SearchOrder, useSearch } from "../../queries/timeline.ts";
import { HitRow } from "./hit-row.tsx";
import { NothingFits } from "./nothing-fits.tsx";
import { Skeleton } from "./skeleton.tsx";
import { useRowKeys } from "./use-row-keys.ts";

interface SearchHitsProps {
  readonly query: string;
  readonly order: SearchOrder;
  readonly onOrder: (order: SearchOrder) => void;
  /** Shows the timeline again. */
  readonly onClear: () => void;
}

const ORDERS = [
  { order: "rank", name: "Best first" },
  { order: "time", name: "Newest first" },
] as const;

/** What words find, each item by itself. */
export function SearchHits(props: SearchHitsProps): JSX.Element {
  const person = usePerson();
  const platforms = usePlatforms();
  const search = useSearch(
    () => props.query,
    () => props.order,
  );
  const line = createLine({
    zone: () => search.zone() ?? person.zone(),
    now: person.now,
    platforms: () => platforms.data() ?? [],
  });
  useRowKeys(line, () => (search.hits()?.length ?? 0) > 0);
  const isIndexing = () => search.isIndexing();
  return (
    <Switch fallback={<Skeleton words="Looking" />}>
      <Match when={search.hits()?.length === 0 && !isIndexing() && !search.hasMore()}>
        <NothingFits query={props.query} onClear={props.onClear} />
      </Match>
      <Match when={search.hits()}>
        {(hits) => (
          <div class="axis fills hits">
            <div class="hits-head">
              <div role="group" aria-label="Order">
                <For each={ORDERS}>
                  {({ order, name }) => (
                    <button
                      type="button"
                      class="toggle"
                      aria-pressed={props.order === order}
                      onClick={() => props.onOrder(order)}
                    >
                      {name}
                    </button>
                  )}
                </For>
              </div>
              <Show when={isIndexing()}>
                <p role="status">
                  Your entries are still being made ready for searching, the newest first. Older
                  ones may be missing here.
                </p>
              </Show>
            </div>
            <ol aria-label="Found">
              <For each={hits()}>{(hit) => <HitRow hit={hit} line={line} />}</For>
            </ol>
            <div class="line-note end-of-line">
              <i class="tick" data-weight="3" />
              <p role="status">
                <Show when={search.moreFailure()}>{(failure) => <>{failure().message} </>}</Show>
                <Show when={search.hasMore()} fallback="That is all that was found.">
                  <button
                    type="button"
                    class="link"
                    aria-disabled={search.isFetchingMore()}
                    onClick={() => search.fetchMore()}
                  >
                    {search.isFetchingMore() ? "Looking for more" : "Show more"}
                  </button>
                </Show>
              </p>
            </div>
          </div>
        )}
      </Match>
      <Match when={search.first.failure()}>
        <div class="axis fills">
          <FailedSection
            heading="The search did not work"
            comfort="Your entries are safe."
            of={search.first}
          />
        </div>
      </Match>
    </Switch>
  );
}
