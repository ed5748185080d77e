import { type JSX, Show } from "solid-js";
import type { Budget } from "../../../shared/connections.ts";
import { wholeOf } from "../../lib/budget-words.ts";

interface UsageBarProps {
  readonly budget: Budget;
  readonly hue: string | undefined;
  /** What it shows, in words. */
  readonly words: string;
}

/** Used of granted as ticks, paler where this pace leads, and a longer one where the stop is. */
export function UsageBar(props: UsageBarProps): JSX.Element {
  const whole = () => wholeOf(props.budget) ?? 0;
  const percent = (value: number) => Math.min(100, Math.round((value / whole()) * 1000) / 10);
  const stop = () => {
    const { cap } = props.budget;
    return cap !== null && cap < whole() ? cap : null;
  };
  return (
    <Show when={whole() > 0}>
      <div
        class="usage"
        data-hue={props.hue}
        role="meter"
        aria-label="Used"
        aria-valuemin="0"
        aria-valuemax={whole()}
        aria-valuenow={Math.min(whole(), props.budget.used)}
        aria-valuetext={props.words}
      >
        <Show when={props.budget.forecast}>
          {(forecast) => <i class="usage-ahead" style={{ "--part": `${percent(forecast())}%` }} />}
        </Show>
        <i class="usage-used" style={{ "--part": `${percent(props.budget.used)}%` }} />
        <Show when={stop()}>
          {(cap) => <i class="usage-stop" style={{ "--part": `${percent(cap())}%` }} />}
        </Show>
      </div>
    </Show>
  );
}
