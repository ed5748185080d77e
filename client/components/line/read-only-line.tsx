import { For, type JSX, Match, Show, Switch, createMemo } from "solid-js";
import { FailedSection } from "../failed-section.tsx";
import type { PlatformFace } from "../../../shared/platforms.ts";
import type { Scope } from "../../../shared/timeline.ts";
import { toDays, toGaps } from "../../lib/days.ts";
import { usePerson } from "../../lib/person.tsx";
import type { PagedEntries } from "../../queries/paged-entries.ts";
import { createLine } from "./create-line.ts";
import { DaySection } from "./day-section.tsx";
import { LineContext } from "./line-context.tsx";

interface ReadOnlyLineProps {
  readonly entries: PagedEntries;
  readonly platforms: readonly PlatformFace[];
  /** Whose timeline it is, for what an entry holds besides. */
  readonly of: Scope;
  /** A sentence for when there is nothing. */
  readonly empty: string;
}

/** Entries by day that can be read and opened, and not changed. */
export function ReadOnlyLine(props: ReadOnlyLineProps): JSX.Element {
  const person = usePerson();
  const line = createLine({
    zone: () => props.entries.zone() ?? person.zone(),
    now: person.now,
    platforms: () => props.platforms,
    of: () => props.of,
  });
  const days = createMemo(() => toDays(props.entries.entries() ?? []));
  const dayKeys = createMemo(() => [...days().keys()]);
  const gaps = createMemo(() => toGaps([...days().values()].flat()));
  return (
    <LineContext.Provider value={line}>
      <Switch
        fallback={
          <p class="skeleton-words" role="status">
            Fetching entries
          </p>
        }
      >
        <Match when={dayKeys().length > 0}>
          <For each={dayKeys()}>
            {(day) => (
              <DaySection
                day={day}
                entries={days().get(day) ?? []}
                gaps={gaps()}
                isOpenEnded={day === dayKeys().at(-1) && props.entries.hasMore()}
              />
            )}
          </For>
          <Show when={props.entries.hasMore()}>
            <div class="axis">
              <div class="line-note">
                <i class="tick" data-weight="3" />
                <p>
                  <Show when={props.entries.moreFailure()}>
                    {(failure) => <>{failure().message} </>}
                  </Show>
                  <button
                    type="button"
                    class="link"
                    disabled={props.entries.isFetchingMore()}
                    onClick={() => props.entries.fetchMore()}
                  >
                    {props.entries.isFetchingMore()
                      ? "Fetching what was before"
                      : "Show what was before"}
                  </button>
                </p>
              </div>
            </div>
          </Show>
        </Match>
        <Match when={props.entries.entries()}>
          <p class="at-edge quiet">{props.empty}</p>
        </Match>
        <Match when={props.entries.first.failure()}>
          <FailedSection heading="These entries could not be read" of={props.entries.first} />
        </Match>
      </Switch>
    </LineContext.Provider>
  );
}
