import { useLocation, useNavigate } from "@solidjs/router";
import { type JSX, Show, createEffect, createSignal } from "solid-js";
import type { Budget } from "../../../shared/connections.ts";
import type { MeterInfo } from "../../../shared/platforms.ts";
import { Disclosure } from "../../components/disclosure.tsx";
import { stopWords } from "../../lib/budget-words.ts";
import { StopForm } from "./stop-form.tsx";

interface StopSettingProps {
  readonly connectionId: string;
  readonly budget: Budget;
  readonly period: MeterInfo["period"];
}

/** What an address ends with that leads here, and opens it. */
const HASH = "#stop";

/** Where reading stops until the next period: what is set, and the way to change it. */
export function StopSetting(props: StopSettingProps): JSX.Element {
  const location = useLocation();
  const navigate = useNavigate();
  const [isOpen, setOpen] = createSignal(false);
  let place: HTMLDivElement | undefined;

  createEffect(() => {
    if (location.hash !== HASH) return;
    place?.scrollIntoView({ block: "center" });
    setOpen(true);
  });
  function close(): void {
    setOpen(false);
    // So that what leads here works again.
    if (location.hash === HASH) navigate(location.pathname, { replace: true, scroll: false });
    place?.querySelector("button")?.focus();
  }

  return (
    <div class="stop" id={HASH.slice(1)} ref={(element) => (place = element)}>
      <p class="connect-end">
        <span role="status">{stopWords(props.budget, props.period)}</span>
        <Disclosure isOpen={isOpen()} onToggle={() => (isOpen() ? close() : setOpen(true))}>
          {props.budget.cap === null ? "Set a stop" : "Change the stop"}
        </Disclosure>
      </p>
      <Show when={isOpen()}>
        <StopForm {...props} onClose={close} />
      </Show>
    </div>
  );
}
