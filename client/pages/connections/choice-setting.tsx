import { For, type JSX, Show, createUniqueId } from "solid-js";
import type { SettingField } from "../../../shared/platforms.ts";
import { atStart } from "../../lib/in-sentence.ts";

interface ChoiceSettingProps {
  readonly field: Extract<SettingField, { type: "choice" }>;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** One of several words. */
export function ChoiceSetting(props: ChoiceSettingProps): JSX.Element {
  const name = createUniqueId();
  return (
    <fieldset class="setting">
      <legend>{props.field.label}</legend>
      <Show when={props.field.help}>
        <p class="field-help">{props.field.help}</p>
      </Show>
      <For each={props.field.options}>
        {(option) => (
          <label class="choice">
            <input
              type="radio"
              name={name}
              checked={props.value === option}
              onChange={() => props.onChange(option)}
            />
            <span>{atStart(option.replaceAll("_", " "))}</span>
          </label>
        )}
      </For>
    </fieldset>
  );
}
