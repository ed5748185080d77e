import { type JSX, Show } from "solid-js";
import type { SyncRun } from "../../../shared/connections.ts";
import { usePerson } from "../../lib/person.tsx";
import { costWords, runWords } from "../../lib/run-words.ts";
import { clock, dayName, dayOf, fullTime } from "../../lib/time.ts";

const TONES: Readonly<Record<SyncRun["outcome"], string | undefined>> = {
  synced: undefined,
  unchanged: "idle",
  rate_limited: "wait",
  needs_reconnect: "bad",
  failed: "bad",
};

interface RunLineProps {
  readonly run: SyncRun;
  /** The day that begins with it, or null. */
  readonly day: string | null;
  readonly usageNames: Readonly<Record<string, string>>;
  /** What it cost this server is shown too. */
  readonly withCost: boolean;
}

/** One run: how it ended, what it brought, and what it cost. */
export function RunLine(props: RunLineProps): JSX.Element {
  const { zone } = usePerson();
  const words = () => runWords(props.run, props.usageNames);
  const weight = () => (props.run.itemsNew + props.run.itemsChanged > 0 ? 4 : 1);
  return (
    <li class="line-note" data-tone={TONES[props.run.outcome]}>
      <DayHead day={props.day} />
      <RunTime at={props.run.finishedAt} />
      <div class="run-body">
        <i class="tick" data-weight={weight()} />
        <b>{words().outcome}</b> <span class="quiet">{words().facts}</span>
        <Show when={props.run.checks > 1}>
          <span class="quiet">, since {clock(props.run.startedAt, zone())}</span>
        </Show>
        <Show when={props.run.message}>{(message) => <p dir="auto">{message()}</p>}</Show>
        <Show when={props.withCost}>
          <p class="quiet">{costWords(props.run)}</p>
        </Show>
      </div>
    </li>
  );
}

/** `13 May, Wednesday, today`, above the first run of it. */
export function DayHead(props: { day: string | null }): JSX.Element {
  const { zone, now } = usePerson();
  const words = (day: string) => {
    const { number, month, weekday } = dayName(day, dayOf(now(), zone()));
    return `${number} ${month}, ${weekday}`;
  };
  return <Show when={props.day}>{(day) => <h3 class="run-day">{words(day())}</h3>}</Show>;
}

export function RunTime(props: { at: string }): JSX.Element {
  const { zone } = usePerson();
  return (
    <time class="label" datetime={props.at} title={fullTime(props.at, zone())}>
      {clock(props.at, zone())}
    </time>
  );
}
