import type { JSX } from "solid-js";
import { Section } from "../../components/section.tsx";
import { usePerson } from "../../lib/person.tsx";
import { dayName, dayOf } from "../../lib/time.ts";

/** A filter or words that no entry fits, and the way back to all. */
export function NothingFits(props: { query: string; onClear: () => void }): JSX.Element {
  return (
    <div class="axis fills">
      <Section label="Empty">
        <div class="note" role="status">
          <h2>
            No entry matches <code dir="auto">{props.query}</code>
          </h2>
          <p>Everything that was read so far was looked at.</p>
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
