import { useBeforeLeave } from "@solidjs/router";
import { type Accessor, createSignal, onCleanup, onMount } from "solid-js";

export interface KeepChanges {
  /** Somebody wants to go while changes are not saved. */
  readonly isAsking: Accessor<boolean>;
  readonly stay: () => void;
  readonly leave: () => void;
}

/** Asks before a page with unsaved changes is left, by a link or by the browser. */
export function useKeepChanges(hasChanges: Accessor<boolean>): KeepChanges {
  const [go, setGo] = createSignal<(() => void) | null>(null);
  useBeforeLeave((event) => {
    if (event.defaultPrevented || !hasChanges()) return;
    event.preventDefault();
    setGo(() => () => event.retry(true));
  });
  const warn = (event: BeforeUnloadEvent): void => {
    if (hasChanges()) event.preventDefault();
  };
  onMount(() => addEventListener("beforeunload", warn));
  onCleanup(() => removeEventListener("beforeunload", warn));
  return {
    isAsking: () => go() !== null,
    stay: () => setGo(null),
    leave: () => {
      const leave = go();
      setGo(null);
      leave?.();
    },
  };
}
