import { For, type JSX, Show, createMemo } from "solid-js";
import type { SyncRun } from "../../../shared/connections.ts";
import { countOf } from "../../lib/numbers.ts";
import { type RunTick, toRunStrip } from "../../lib/run-ticks.ts";
import { toMs } from "../../lib/time.ts";

interface RunsStripProps {
  readonly runs: readonly SyncRun[];
  /** The connection's first moment; before it the base is dotted. */
  readonly since: string;
  readonly now: number;
  readonly hue: string | undefined;
}

const HEIGHT = 20;

/** The last 24 hours of a connection: a tick a run, higher the more it brought. */
export function RunsStrip(props: RunsStripProps): JSX.Element {
  const strip = createMemo(() => toRunStrip(props.runs, props.now));
  const begin = () => Math.min(1440, Math.max(0, 1440 - (props.now - toMs(props.since)) / 60_000));
  const count = (is: (tick: RunTick) => boolean) => strip().ticks.filter(is).length;
  const label = () => {
    const failed = count((tick) => tick.tone === "failed");
    const waited = count((tick) => tick.tone === "waited");
    const busy = count((tick) => tick.height > 0);
    return [
      `Last 24 hours: something new at ${countOf(busy, "time", "times")}`,
      ...(failed > 0 ? [`failed at ${countOf(failed, "time", "times")}`] : []),
      ...(waited > 0 ? [`had to wait at ${countOf(waited, "time", "times")}`] : []),
    ].join(", ");
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
      <Show when={begin() > 0}>
        <line class="runs-before" x1="0" x2={begin()} y1={HEIGHT} y2={HEIGHT} />
      </Show>
      <line class="runs-base" x1={begin()} x2="1440" y1={HEIGHT} y2={HEIGHT} />
      <For each={strip().broken}>
        {(stretch) => (
          <line class="runs-broken" x1={stretch.from} x2={stretch.to} y1="19" y2="19" />
        )}
      </For>
      <For each={strip().ticks}>{(tick) => <Tick tick={tick} />}</For>
    </svg>
  );
}

/** Hollow where it failed, dotted where it had to wait. */
function Tick(props: { tick: RunTick }): JSX.Element {
  return (
    <Show
      when={props.tick.tone === "failed"}
      fallback={
        <line
          class="runs-tick"
          data-tone={props.tick.tone}
          x1={props.tick.minute}
          x2={props.tick.minute}
          y1={props.tick.tone === "waited" ? 6 : HEIGHT - 3 - props.tick.height * (HEIGHT - 4)}
          y2={HEIGHT}
        />
      }
    >
      <rect class="runs-failed" x={props.tick.minute - 14} y="7" width="28" height="12" />
    </Show>
  );
}
