import { type Accessor, createSignal, onCleanup } from "solid-js";

/** The time, told again every `interval` milliseconds while something shows it. */
export function createNow(interval: number): Accessor<number> {
  const [now, setNow] = createSignal(Date.now());
  const timer = setInterval(() => setNow(Date.now()), interval);
  onCleanup(() => clearInterval(timer));
  return now;
}
