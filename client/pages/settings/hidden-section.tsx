import { For, type JSX, Match, Show, Switch, createSignal } from "solid-js";
import type { Entry } from "../../../shared/timeline.ts";
import { FailureNote } from "../../components/failure-note.tsx";
import { Section } from "../../components/section.tsx";
import { entryName } from "../../lib/entry-name.ts";
import { atStart } from "../../lib/in-sentence.ts";
import { useHidden, useShowAgain } from "../../queries/hides.ts";
import { usePlatforms } from "../../queries/platforms.ts";
import { HiddenRow } from "./hidden-row.tsx";

/** What the person took from the timeline, and the way back. */
export function HiddenSection(): JSX.Element {
  const hidden = useHidden();
  const showing = useShowAgain();
  const platforms = usePlatforms();
  const [done, setDone] = createSignal("");
  let list: HTMLOListElement | undefined;
  let heading: HTMLHeadingElement | undefined;
  const platform = (entry: Entry) => platforms.data()?.find(({ id }) => id === entry.platform);

  async function show(entry: Entry, index: number): Promise<void> {
    if (showing.isSaving()) return;
    setDone("");
    if ((await showing.save(entry)) === null) return;
    setDone(`${atStart(entryName(entry, platform(entry)))}: shown again.`);
    // Where the pressed button was, the next row's is now.
    setTimeout(() => {
      const buttons = list?.isConnected ? [...list.querySelectorAll("button")] : [];
      (buttons[index] ?? buttons.at(-1) ?? heading)?.focus();
    });
  }

  return (
    <Section label="Hidden" heading="Hidden by you">
      <h2 tabindex="-1" ref={(element) => (heading = element)}>
        Hidden by you
      </h2>
      <Switch fallback={<p class="source-state">Fetching what is hidden.</p>}>
        <Match when={hidden.entries()?.length === 0}>
          <p class="source-state">
            Nothing. What you hide on the timeline stays hidden, whatever is synced, and stands here
            until you show it again.
          </p>
        </Match>
        <Match when={hidden.entries()}>
          {(entries) => (
            <>
              <p class="source-state">
                It stays hidden, whatever is synced. Shown again, it stands where it stood.
              </p>
              <ol class="hidden-list" ref={(element) => (list = element)}>
                <For each={entries()}>
                  {(entry, index) => (
                    <HiddenRow
                      entry={entry}
                      platform={platform(entry)}
                      onShow={() => void show(entry, index())}
                    />
                  )}
                </For>
              </ol>
            </>
          )}
        </Match>
        <Match when={hidden.first.failure()}>
          <FailureNote heading="What is hidden could not be read" of={hidden.first} />
        </Match>
      </Switch>
      <Show when={showing.failure() ?? hidden.moreFailure()}>
        {(failure) => (
          <p class="field-problem" role="alert">
            {failure().message}
          </p>
        )}
      </Show>
      <p class="source-state" role="status">
        {done()}
      </p>
      <Show when={hidden.hasMore()}>
        <p class="actions">
          <button type="button" class="button" onClick={() => hidden.fetchMore()}>
            {hidden.isFetchingMore() ? "Fetching more" : "Show more"}
          </button>
        </p>
      </Show>
    </Section>
  );
}
