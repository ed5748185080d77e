import type { Accessor } from "solid-js";
import { createNow } from "./now.ts";

/** Whole seconds until a moment, never below 0; null while there is none. */
export function useCountdown(until: Accessor<number | null>): Accessor<number | null> {
  const now = createNow(1_000);
  return () => {
    const at = until();
    return at === null ? null : Math.max(0, Math.ceil((at - now()) / 1_000));
  };
}
