import { type JSX, Show, createEffect, createSignal, on, onCleanup } from "solid-js";
import { usePerson } from "../lib/person.tsx";
import { atClock } from "../lib/time.ts";
import { KeepAccount } from "./keep-account.tsx";
import { Cross } from "./cross.tsx";

/** Above every page while everything is to be erased, until it is taken back or the time is over. */
export function EraseNotice(props: { onOver: () => void }): JSX.Element {
  const { me, zone, now } = usePerson();
  const [isKept, setKept] = createSignal(false);
  const eraseAt = () => me.data()?.eraseAt ?? null;

  createEffect(
    on(eraseAt, (at, before) => {
      if (at === null) {
        if (!before || me.data() === undefined) return;
        setKept(true);
        // The button that was pressed is gone.
        if (document.activeElement === document.body) document.getElementById("main")?.focus();
        return;
      }
      setKept(false);
      const timer = setTimeout(() => props.onOver(), Math.max(0, Date.parse(at) - Date.now()));
      onCleanup(() => clearTimeout(timer));
    }),
  );

  return (
    <div class="erasing" role="status" hidden={eraseAt() === null && !isKept()}>
      <Show when={eraseAt()}>
        {(at) => (
          <div class="erasing-in">
            <p>
              <b>Everything of yours is erased {atClock(at(), zone(), now())}.</b> Until then it
              stays and goes on syncing.
            </p>
            <KeepAccount />
          </div>
        )}
      </Show>
      <Show when={isKept()}>
        <div class="erasing-in">
          <p>Your account is kept. Nothing was erased.</p>
          <button type="button" class="icon-button" onClick={() => setKept(false)}>
            <Cross />
            <span class="unseen">Dismiss</span>
          </button>
        </div>
      </Show>
    </div>
  );
}
