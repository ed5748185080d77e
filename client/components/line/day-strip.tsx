import { For, type JSX, Show } from "solid-js";
import type { DayTick } from "../../lib/day-ticks.ts";

const DAY = 1440;
const HEIGHT = 20;

interface DayStripProps {
  readonly ticks: readonly DayTick[];
  readonly label: string;
  /** The minute it is now, on today's strip: solid until here, dotted after. */
  readonly nowMinute?: number | undefined;
  /** The minute of the entry that the keyboard stands on. */
  readonly hereMinute?: number | undefined;
}

/** A day of 24 hours, drawn with the same ticks as the spine. */
export function DayStrip(props: DayStripProps): JSX.Element {
  const until = () => props.nowMinute ?? DAY;
  return (
    <svg
      class="strip"
      viewBox={`0 0 ${DAY} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={props.label}
    >
      <Show when={props.hereMinute !== undefined}>
        <line class="strip-here" x1={props.hereMinute} x2={props.hereMinute} y1="0" y2={HEIGHT} />
      </Show>
      <line class="strip-base" x1="0" x2={until()} y1={HEIGHT} y2={HEIGHT} />
      <For each={[0, 360, 720, 1080, DAY]}>
        {(minute) => <line class="strip-base" x1={minute} x2={minute} y1="17" y2={HEIGHT} />}
      </For>
      <Show when={props.nowMinute}>
        {(minute) => (
          <>
            <line class="strip-ahead" x1={minute()} x2={DAY} y1={HEIGHT} y2={HEIGHT} />
            <line class="strip-now" x1={minute()} x2={minute()} y1="14" y2="23" />
          </>
        )}
      </Show>
      <For each={props.ticks}>
        {(tick) => (
          <line
            class="strip-tick"
            data-hue={tick.hue}
            x1={tick.minute}
            x2={tick.minute}
            y1={HEIGHT - 5 - tick.weight * 2.5}
            y2={HEIGHT}
          />
        )}
      </For>
    </svg>
  );
}
