import { For, type JSX, Match, Show, Switch, createMemo, createSignal } from "solid-js";
import type { Connection, SyncRun } from "../../../shared/connections.ts";
import type { PlatformInfo } from "../../../shared/platforms.ts";
import { Disclosure } from "../../components/disclosure.tsx";
import { FailureNote } from "../../components/failure-note.tsx";
import { Section } from "../../components/section.tsx";
import { usePerson } from "../../lib/person.tsx";
import { splitFirstSync } from "../../lib/split-first-sync.ts";
import { dayOf } from "../../lib/time.ts";
import { RUNS_SHOWN, useRuns } from "../../queries/connections.ts";
import { FirstSyncLine } from "./first-sync-line.tsx";
import { RunLine } from "./run-line.tsx";

/** The latest runs of a connection, newest on top, on the same spine. */
export function RunHistory(props: {
  connection: Connection;
  platform: PlatformInfo | undefined;
}): JSX.Element {
  const { zone } = usePerson();
  const runs = useRuns(() => props.connection.id);
  const [withCost, setWithCost] = createSignal(false);
  const split = createMemo(() => splitFirstSync(runs.data() ?? [], props.connection.isComplete));
  /** The day a run begins a new part of the list with, or null. */
  const beginsDay = (run: SyncRun | undefined): string | null => {
    const list = runs.data() ?? [];
    if (!run) return null;
    const above = list[list.indexOf(run) - 1];
    const day = dayOf(run.finishedAt, zone());
    return above && dayOf(above.finishedAt, zone()) === day ? null : day;
  };
  const orderWords = () => {
    const count = runs.data()?.length ?? 0;
    return count < RUNS_SHOWN ? `${count} runs, newest first.` : `The newest ${count} runs.`;
  };
  const usageNames = () => props.platform?.usageNames ?? {};
  return (
    <>
      <Section label="History" heading="History of runs">
        <h2>History of runs</h2>
        <Switch fallback={<p class="quiet">Fetching the runs</p>}>
          <Match when={runs.data()?.length === 0}>
            <p class="quiet">It has not run yet.</p>
          </Match>
          <Match when={runs.data()}>
            <p class="source-state run-order">
              <Show when={(runs.data()?.length ?? 0) > 1}>{orderWords()} </Show>
              <Disclosure isOpen={withCost()} onToggle={() => setWithCost((before) => !before)}>
                What each cost this server
              </Disclosure>
            </p>
          </Match>
          <Match when={runs.failure()}>
            <FailureNote heading="The runs could not be read" of={runs} />
          </Match>
        </Switch>
      </Section>
      <Show when={runs.data()?.length}>
        <ol class="run-list" data-hue={props.platform?.hue} aria-label="Runs">
          <For each={split().later}>
            {(run) => (
              <RunLine
                run={run}
                day={beginsDay(run)}
                usageNames={usageNames()}
                withCost={withCost()}
              />
            )}
          </For>
          <Show when={split().first.length > 0}>
            <FirstSyncLine
              parts={split().first}
              isOver={props.connection.isComplete}
              beginsDay={beginsDay}
              usageNames={usageNames()}
              withCost={withCost()}
            />
          </Show>
        </ol>
      </Show>
    </>
  );
}
