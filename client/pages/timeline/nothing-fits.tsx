import { type JSX, Show } from "solid-js";
import { Section } from "../../components/section.tsx";
import { usePerson } from "../../lib/person.tsx";
import { dayName, dayOf } from "../../lib/time.ts";

/** What is looked for by one of these alone is not there because nobody has put it yet. */
const UNMARKED: Readonly<Record<string, { heading: string; how: string }>> = {
  "is:pinned": {
    heading: "Nothing is pinned yet",
    how: "Pin an entry from its menu, or with p while the keyboard is on it, to find it here.",
  },
  "is:noted": {
    heading: "There is no note yet",
    how: "Write one from the menu of an entry, or with n while the keyboard is on it.",
  },
};

/** A filter or words that no entry fits, and the way back to all. */
export function NothingFits(props: { query: string; onClear: () => void }): JSX.Element {
  const unmarked = () => UNMARKED[props.query];
  return (
    <div class="axis fills">
      <Section label="Empty">
        <div class="note" role="status">
          <h2>
            <Show when={unmarked()} fallback={<NoMatch query={props.query} />}>
              {(words) => words().heading}
            </Show>
          </h2>
          <p>{unmarked()?.how ?? "Everything that was read so far was looked at."}</p>
          <p class="actions">
            <button type="button" class="button" onClick={() => props.onClear()}>
              Show all entries
            </button>
          </p>
        </div>
      </Section>
    </div>
  );
}

function NoMatch(props: { query: string }): JSX.Element {
  return (
    <>
      No entry matches <code dir="auto">{props.query}</code>
    </>
  );
}

/** A day that lies before everything that is held. */
export function NothingBefore(props: { day: string; onClear: () => void }): JSX.Element {
  const { zone, now } = usePerson();
  const date = () => {
    const { number, month } = dayName(props.day, dayOf(now(), zone()));
    return `${number} ${month}`;
  };
  return (
    <div class="axis fills">
      <Section label="Empty">
        <div class="note" role="status">
          <h2>Nothing is held from {date()} or before</h2>
          <p>Your sources go less far back, or are still being read.</p>
          <p class="actions">
            <button type="button" class="button" onClick={() => props.onClear()}>
              Show the newest entries
            </button>
          </p>
        </div>
      </Section>
    </div>
  );
}
