import { For, type JSX, createSignal } from "solid-js";
import { type Theme, THEMES, readTheme, storeTheme } from "../../lib/theme.ts";

const NAMES: Readonly<Record<Theme, { name: string; help: string }>> = {
  system: { name: "As the system", help: "Follows your machine, day and night" },
  light: { name: "Light", help: "Always" },
  dark: { name: "Dark", help: "Always" },
};

/** The theme of this browser; it is not sent anywhere. */
export function ThemeChoice(): JSX.Element {
  const [chosen, setChosen] = createSignal(readTheme());
  function choose(theme: Theme): void {
    setChosen(theme);
    storeTheme(theme);
  }
  return (
    <fieldset class="form form-row">
      <legend class="unseen">Theme</legend>
      <span class="label" aria-hidden="true">
        Theme
      </span>
      <div>
        <For each={THEMES}>
          {(theme) => (
            <label class="choice">
              <input
                type="radio"
                name="theme"
                checked={chosen() === theme}
                onChange={() => choose(theme)}
              />
              <span>
                {NAMES[theme].name}
                <span class="quiet">{NAMES[theme].help}</span>
              </span>
            </label>
          )}
        </For>
        <p class="field-help">Kept in this browser.</p>
      </div>
    </fieldset>
  );
}
