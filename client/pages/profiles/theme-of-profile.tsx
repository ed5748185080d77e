import { For, type JSX } from "solid-js";
import type { Profile } from "../../../shared/profiles.ts";
import { THEMES } from "../../lib/theme.ts";

const NAMES: Readonly<Record<Profile["theme"], string>> = {
  system: "As the visitor's system",
  light: "Light",
  dark: "Dark",
};

/** How a profile looks to those who visit it. */
export function ThemeOfProfile(props: {
  chosen: Profile["theme"];
  onChoose: (theme: Profile["theme"]) => void;
}): JSX.Element {
  return (
    <fieldset class="form-row">
      <legend class="unseen">Theme</legend>
      <span class="label" aria-hidden="true">
        Theme
      </span>
      <div class="choices">
        <For each={THEMES}>
          {(theme) => (
            <label class="choice">
              <input
                type="radio"
                name="theme"
                checked={props.chosen === theme}
                onChange={() => props.onChoose(theme)}
              />
              <span>{NAMES[theme]}</span>
            </label>
          )}
        </For>
      </div>
    </fieldset>
  );
}
