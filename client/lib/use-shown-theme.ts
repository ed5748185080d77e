import { createEffect, onCleanup } from "solid-js";
import { type Theme, applyTheme, readTheme } from "./theme.ts";

/** Shows the page in this theme while it is there, and then in the reader's own again. */
export function useShownTheme(theme: () => Theme | undefined): void {
  createEffect(() => {
    const asked = theme() ?? "system";
    applyTheme(asked === "system" ? readTheme() : asked);
  });
  onCleanup(() => applyTheme(readTheme()));
}
