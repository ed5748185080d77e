import { For, type JSX, Match, Show, Switch } from "solid-js";
import type { SyncRun } from "../../../shared/connections.ts";
import { FailureNote } from "../../components/failure-note.tsx";
import { Section } from "../../components/section.tsx";
import { usePerson } from "../../lib/person.tsx";
import { runWords } from "../../lib/run-words.ts";
import { clock, dayOf, fullTime, shortDate } from "../../lib/time.ts";
import { useRuns } from "../../queries/connections.ts";

/** The latest runs of a connection, newest on top, on the same spine. */
export function RunHistory(props: { connectionId: string; hue: string | undefined }): JSX.Element {
  const runs = useRuns(() => props.connectionId);
  return (
    <Section label="History" heading="History of runs">
      <h2>History of runs</h2>
      <Switch fallback={<p class="quiet">Fetching the runs</p>}>
        <Match when={runs.data()?.length === 0}>
          <p class="quiet">It has not run yet.</p>
        </Match>
        <Match when={runs.data()}>
          {(list) => (
            <ol class="run-list" data-hue={props.hue}>
              <For each={list()}>{(run) => <Run run={run} />}</For>
            </ol>
          )}
        </Match>
        <Match when={runs.failure()}>
          <FailureNote heading="The runs could not be read" of={runs} />
        </Match>
      </Switch>
    </Section>
  );
}

function Run(props: { run: SyncRun }): JSX.Element {
  const { zone, now } = usePerson();
  const words = () => runWords(props.run);
  const isToday = () => dayOf(props.run.startedAt, zone()) === dayOf(now(), zone());
  const tone = () =>
    ({
      synced: undefined,
      unchanged: "idle",
      rate_limited: "wait",
      needs_reconnect: "bad",
      failed: "bad",
    })[props.run.outcome];
  return (
    <li data-tone={tone()}>
      <time datetime={props.run.startedAt} title={fullTime(props.run.startedAt, zone())}>
        {isToday() ? "" : `${shortDate(props.run.startedAt, zone(), now())}, `}
        {clock(props.run.startedAt, zone())}
        <Show when={props.run.checks > 1}>
          {" to "}
          {clock(props.run.finishedAt, zone())}
        </Show>
      </time>
      <div>
        <b>{words().outcome}</b> <span class="quiet">{words().facts}</span>
        <Show when={props.run.message}>{(message) => <p dir="auto">{message()}</p>}</Show>
      </div>
    </li>
  );
}
