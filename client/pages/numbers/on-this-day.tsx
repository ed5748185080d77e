import { For, type JSX, Match, Show, Switch } from "solid-js";
import type { OnThisDay } from "../../../shared/timeline.ts";
import { FailureNote } from "../../components/failure-note.tsx";
import { Section } from "../../components/section.tsx";
import { plainDate } from "../../lib/plain-days.ts";
import { useOnThisDay } from "../../queries/numbers.ts";
import { EntryLine } from "./entry-line.tsx";

/** Of each year; the rest is a press away. */
const SHOWN = 4;

interface OnThisDayProps {
  /** A profile's id; null for all that is one's own. */
  readonly of: string | null;
  readonly today: string;
  /** The first that anything is held from, if that is known. */
  readonly firstYear: number | null;
}

/** What happened on the day of today in earlier years, a few lines of each. */
export function OnThisDaySection(props: OnThisDayProps): JSX.Element {
  const then = useOnThisDay(
    () => props.today,
    () => props.of,
  );
  return (
    <Section label="Then" heading="On this day">
      <h2>On this day, {plainDate(props.today)}</h2>
      <Switch
        fallback={
          <p class="quiet" role="status">
            Looking back
          </p>
        }
      >
        <Match when={then.data()?.years.length === 0}>
          <p class="quiet">Nothing is held from this day of earlier years.</p>
        </Match>
        <Match when={then.data()}>
          {(held) => (
            <ul class="recap">
              <For each={held().years}>{(year) => <Year year={year} today={props.today} />}</For>
            </ul>
          )}
        </Match>
        <Match when={then.failure()}>
          <FailureNote heading="Earlier years could not be read" of={then} />
        </Match>
      </Switch>
      <Show when={then.data()}>
        {(held) => (
          <Show when={props.firstYear !== null && props.firstYear < held().since}>
            <p class="quiet">Years before {held().since} are not looked at.</p>
          </Show>
        )}
      </Show>
    </Section>
  );
}

function Year(props: { year: OnThisDay["years"][number]; today: string }): JSX.Element {
  const day = () => `${props.year.year}${props.today.slice(4)}`;
  return (
    <li>
      <h3>
        {props.year.year} <span class="quiet">{plainDate(day(), { weekday: "long" })}</span>
      </h3>
      <ul>
        <For each={props.year.entries.slice(0, SHOWN)}>
          {(entry) => <EntryLine entry={entry} />}
        </For>
        <li>
          <a class="link" href={`/timeline?from=${day()}`}>
            <Show when={props.year.entries.length > SHOWN} fallback="See it in its day">
              See all of that day
            </Show>
            <span class="unseen"> in {props.year.year}</span>
          </a>
        </li>
      </ul>
    </li>
  );
}
