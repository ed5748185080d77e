import { For, type JSX } from "solid-js";
import { LANES, type Lane, SAMPLE_PLATFORM } from "./sample-day.ts";

const LANE = 24;
const SUM = 64;
const HOURS = ["00", "03", "06", "09", "12", "15", "18", "21", "24"];

/** A day of several repositories, and below it the same day as one line. */
export function Lanes(): JSX.Element {
  const height = LANES.length * LANE + SUM;
  return (
    <div
      class="lanes axis"
      role="img"
      aria-label={`${LANES.length} repositories over one day, then the same day as one line`}
    >
      <svg
        class="lane-drops"
        viewBox={`0 0 1440 ${height}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <For each={LANES}>
          {(lane, index) => (
            <For each={lane.ticks}>
              {([minute]) => (
                <line
                  data-hue={SAMPLE_PLATFORM.hue}
                  x1={minute}
                  x2={minute}
                  y1={index() * LANE + 18}
                  y2={height}
                />
              )}
            </For>
          )}
        </For>
      </svg>
      <For each={LANES}>{(lane) => <LaneRow name={lane.name} lanes={[lane]} />}</For>
      <LaneRow name="you" lanes={LANES} isSum />
      <div class="lane-hours" aria-hidden="true">
        <For each={HOURS}>{(hour) => <span>{hour}</span>}</For>
      </div>
    </div>
  );
}

function LaneRow(props: { name: string; lanes: readonly Lane[]; isSum?: boolean }): JSX.Element {
  const height = () => (props.isSum ? 36 : 20);
  const top = (weight: number) => (props.isSum ? 36 - 10 - weight * 4.3 : 0);
  return (
    <div class="lane" classList={{ "lane-sum": props.isSum ?? false }}>
      <span class="glyph" data-hue={props.isSum ? undefined : SAMPLE_PLATFORM.hue}>
        {props.name}
      </span>
      <svg
        class="strip"
        viewBox={`0 0 1440 ${height()}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <line class="strip-base" x1="0" x2="1440" y1={height()} y2={height()} />
        <For each={[0, 360, 720, 1080, 1440]}>
          {(minute) => (
            <line class="strip-base" x1={minute} x2={minute} y1={height() - 3} y2={height()} />
          )}
        </For>
        <For each={props.lanes}>
          {(lane) => (
            <For each={lane.ticks}>
              {([minute, weight]) => (
                <line
                  class="strip-tick"
                  data-hue={SAMPLE_PLATFORM.hue}
                  x1={minute}
                  x2={minute}
                  y1={top(weight)}
                  y2={height()}
                />
              )}
            </For>
          )}
        </For>
      </svg>
    </div>
  );
}
