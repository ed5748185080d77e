import { For, type JSX, Show } from "solid-js";
import type { Entry } from "../../../shared/timeline.ts";
import { sizeOf } from "../../lib/compare-head.ts";
import { toDayTicks } from "../../lib/day-ticks.ts";
import { dayHeight, gapLabel, gapSentence } from "../../lib/days.ts";
import { countOf, formatCount } from "../../lib/numbers.ts";
import { dayName, minuteOfDay } from "../../lib/time.ts";
import { DayStrip } from "./day-strip.tsx";
import { EntryRow } from "./entry-row.tsx";
import { useLine } from "./line-context.tsx";

interface DaySectionProps {
  readonly day: string;
  readonly entries: readonly Entry[];
  /** Quiet milliseconds below an entry, by entry id. */
  readonly gaps: ReadonlyMap<string, number>;
  /** More of this day may not be read yet. */
  readonly isOpenEnded: boolean;
}

/** A day: its header stays in sight while its entries pass under it. */
export function DaySection(props: DaySectionProps): JSX.Element {
  const line = useLine();
  const name = () => dayName(props.day, line.today());
  /** Where there is little room, `today` and `yesterday` stand without the weekday. */
  const weekday = () => name().weekday.split(", ")[0];
  const relation = () => name().weekday.split(", ")[1];
  const count = () => props.entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
  const here = () => props.entries.find((entry) => line.isHere(entry.id));
  const hereMinute = () => {
    const entry = here();
    return entry && minuteOfDay(entry.occurredAt, line.zone());
  };
  return (
    <section
      class="day axis"
      aria-labelledby={`day-${props.day}`}
      style={{ "--day-height": `${dayHeight(props.entries, props.gaps)}rem` }}
    >
      <header class="day-head">
        <span class="day-number" aria-hidden="true">
          {name().number}
        </span>
        <h2 class="day-name" id={`day-${props.day}`}>
          <span class="unseen">{name().number} </span>
          {name().month}{" "}
          <Show when={relation()} fallback={<span>{weekday()}</span>}>
            <span class="spare">{weekday()}, </span>
            <span>{relation()}</span>
          </Show>
        </h2>
        <DayStrip
          ticks={toDayTicks(props.entries, line.zone(), line.platform)}
          label={`${props.isOpenEnded ? "At least " : ""}${countOf(count(), "entry", "entries")} by hour`}
          nowMinute={props.day === line.today() ? minuteOfDay(line.now(), line.zone()) : undefined}
          hereMinute={hereMinute()}
        />
        <span class="day-count" aria-hidden="true">
          {formatCount(count())}
          {props.isOpenEnded ? "+" : ""}
        </span>
      </header>
      <ol>
        <For each={props.entries}>
          {(entry) => (
            <>
              <EntryRow entry={entry} />
              <Show when={props.gaps.get(entry.id)}>
                {(quiet) => (
                  <li class="gap">
                    <span aria-hidden="true">{gapLabel(quiet())}</span>
                    <span class="unseen">{gapSentence(quiet())}</span>
                  </li>
                )}
              </Show>
            </>
          )}
        </For>
      </ol>
    </section>
  );
}
