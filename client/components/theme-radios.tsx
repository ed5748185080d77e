import { For, type JSX, Show } from "solid-js";
import { type Theme, THEMES } from "../lib/theme.ts";

interface ThemeRadiosProps {
  readonly chosen: Theme;
  readonly words: Readonly<Record<Theme, { readonly name: string; readonly help?: string }>>;
  /** A sentence below them. */
  readonly note?: string;
  readonly onChoose: (theme: Theme) => void;
}

/** Light, dark, or as the system is. */
export function ThemeRadios(props: ThemeRadiosProps): JSX.Element {
  return (
    <fieldset class="form-row">
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
                checked={props.chosen === theme}
                onChange={() => props.onChoose(theme)}
              />
              <span>
                {props.words[theme].name}
                <Show when={props.words[theme].help}>
                  {(help) => <span class="quiet">{help()}</span>}
                </Show>
              </span>
            </label>
          )}
        </For>
        <Show when={props.note}>{(note) => <p class="field-help">{note()}</p>}</Show>
      </div>
    </fieldset>
  );
}
