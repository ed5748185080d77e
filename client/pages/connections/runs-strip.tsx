import { For, type JSX, createMemo } from "solid-js";
import type { SyncRun } from "../../../shared/connections.ts";
import { countOf } from "../../lib/numbers.ts";
import { toRunStrip } from "../../lib/run-ticks.ts";
import { toMs } from "../../lib/time.ts";

interface RunsStripProps {
  readonly runs: readonly SyncRun[];
  /** The connection's first moment; before it there is no base. */
  readonly since: string;
  readonly now: number;
  readonly hue: string | undefined;
}

const HEIGHT = 20;

/** The last 24 hours of a connection: a tick a run, higher the more it brought. */
export function RunsStrip(props: RunsStripProps): JSX.Element {
  const strip = createMemo(() => toRunStrip(props.runs, props.now));
  const begin = () => Math.max(0, 1440 - (props.now - toMs(props.since)) / 60_000);
  const label = () => {
    const { ticks, broken } = strip();
    const trouble = broken.length === 0 ? "" : `, ${countOf(broken.length, "failure", "failures")}`;
    const busy = ticks.filter((tick) => tick.height > 0).length;
    return `Last 24 hours: something new at ${countOf(busy, "time", "times")}${trouble}`;
  };
  return (
    <svg
      class="runs"
      data-hue={props.hue}
      viewBox={`0 0 1440 ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label()}
    >
      <line class="runs-base" x1={begin()} x2="1440" y1={HEIGHT} y2={HEIGHT} />
      <For each={strip().broken}>
        {(stretch) => (
          <line class="runs-broken" x1={stretch.from} x2={stretch.to} y1="19" y2="19" />
        )}
      </For>
      <For each={strip().ticks}>
        {(tick) => (
          <line
            class="runs-tick"
            x1={tick.minute}
            x2={tick.minute}
            y1={HEIGHT - 3 - tick.height * (HEIGHT - 4)}
            y2={HEIGHT}
          />
        )}
      </For>
    </svg>
  );
}
