import { For, type JSX, Show } from "solid-js";
import type { PlatformInfo } from "../../../shared/platforms.ts";
import { Glyph } from "../../components/glyph.tsx";
import { LANES, type Lane } from "./sample-day.ts";

const LANE = 24;
const SUM = 64;
const HOURS = ["00", "03", "06", "09", "12", "15", "18", "21", "24"];

/** A day in several places, and below it the same day as one line. */
export function Lanes(): JSX.Element {
  const height = LANES.length * LANE + SUM;
  return (
    <div
      class="lanes axis"
      role="img"
      aria-label={`${LANES.length} sources over one day, then the same day as one line`}
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
                  data-hue={lane.platform.hue}
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
      <For each={LANES}>{(lane) => <LaneRow lanes={[lane]} platform={lane.platform} />}</For>
      <LaneRow lanes={LANES} />
      <div class="lane-hours" aria-hidden="true">
        <For each={HOURS}>{(hour) => <span>{hour}</span>}</For>
      </div>
    </div>
  );
}

/** One lane of a platform, or all of them as one. */
function LaneRow(props: { lanes: readonly Lane[]; platform?: PlatformInfo }): JSX.Element {
  const isSum = () => props.platform === undefined;
  const height = () => (isSum() ? 36 : 20);
  const top = (weight: number) => (isSum() ? 36 - 10 - weight * 4.3 : 0);
  return (
    <div class="lane" classList={{ "lane-sum": isSum() }}>
      <Show when={props.platform} fallback={<span class="glyph">you</span>}>
        {(platform) => <Glyph platform={platform()} id={platform().id} />}
      </Show>
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
                  data-hue={lane.platform.hue}
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
