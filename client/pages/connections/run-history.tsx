import { For, type JSX, Match, Show, Switch } from "solid-js";
import type { SyncRun } from "../../../shared/connections.ts";
import type { PlatformInfo } from "../../../shared/platforms.ts";
import { FailureNote } from "../../components/failure-note.tsx";
import { Section } from "../../components/section.tsx";
import { usePerson } from "../../lib/person.tsx";
import { runWords } from "../../lib/run-words.ts";
import { clock, dayName, dayOf, fullTime } from "../../lib/time.ts";
import { RUNS_SHOWN, useRuns } from "../../queries/connections.ts";

const TONES: Readonly<Record<SyncRun["outcome"], string | undefined>> = {
  synced: undefined,
  unchanged: "idle",
  rate_limited: "wait",
  needs_reconnect: "bad",
  failed: "bad",
};

/** The latest runs of a connection, newest on top, on the same spine. */
export function RunHistory(props: {
  connectionId: string;
  platform: PlatformInfo | undefined;
}): JSX.Element {
  const { zone } = usePerson();
  const runs = useRuns(() => props.connectionId);
  /** The day a run begins a new part of the list with, or null. */
  const beginsDay = (index: number): string | null => {
    const list = runs.data() ?? [];
    const [run, above] = [list[index], list[index - 1]];
    if (!run) return null;
    const day = dayOf(run.finishedAt, zone());
    return above && dayOf(above.finishedAt, zone()) === day ? null : day;
  };
  const orderWords = () => {
    const count = runs.data()?.length ?? 0;
    return count < RUNS_SHOWN ? `${count} runs, newest first.` : `The newest ${count} runs.`;
  };
  return (
    <>
      <Section label="History" heading="History of runs">
        <h2>History of runs</h2>
        <Switch fallback={<p class="quiet">Fetching the runs</p>}>
          <Match when={runs.data()?.length === 0}>
            <p class="quiet">It has not run yet.</p>
          </Match>
          <Match when={runs.data()}>
            <Show when={(runs.data()?.length ?? 0) > 1}>
              <p class="source-state">{orderWords()}</p>
            </Show>
          </Match>
          <Match when={runs.failure()}>
            <FailureNote heading="The runs could not be read" of={runs} />
          </Match>
        </Switch>
      </Section>
      <Show when={runs.data()?.length}>
        <ol class="run-list" data-hue={props.platform?.hue} aria-label="Runs">
          <For each={runs.data()}>
            {(run, index) => (
              <Run
                run={run}
                day={beginsDay(index())}
                usageNames={props.platform?.usageNames ?? {}}
              />
            )}
          </For>
        </ol>
      </Show>
    </>
  );
}

function Run(props: {
  run: SyncRun;
  day: string | null;
  usageNames: PlatformInfo["usageNames"];
}): JSX.Element {
  const { zone, now } = usePerson();
  const words = () => runWords(props.run, props.usageNames);
  const weight = () => (props.run.itemsNew + props.run.itemsChanged > 0 ? 4 : 1);
  const dayWords = (day: string) => {
    const name = dayName(day, dayOf(now(), zone()));
    return `${name.number} ${name.month}, ${name.weekday}`;
  };
  return (
    <li class="line-note" data-tone={TONES[props.run.outcome]}>
      <Show when={props.day}>{(day) => <h3 class="run-day">{dayWords(day())}</h3>}</Show>
      <time
        class="label"
        datetime={props.run.finishedAt}
        title={fullTime(props.run.finishedAt, zone())}
      >
        {clock(props.run.finishedAt, zone())}
      </time>
      <div class="run-body">
        <i class="tick" data-weight={weight()} />
        <b>{words().outcome}</b> <span class="quiet">{words().facts}</span>
        <Show when={props.run.checks > 1}>
          <span class="quiet">, since {clock(props.run.startedAt, zone())}</span>
        </Show>
        <Show when={props.run.message}>{(message) => <p dir="auto">{message()}</p>}</Show>
      </div>
    </li>
  );
}
