import { type JSX, Show } from "solid-js";
import type { SettingField } from "../../../shared/platforms.ts";

interface FlagSettingProps {
  readonly field: SettingField;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}

/** One thing that is on or off. */
export function FlagSetting(props: FlagSettingProps): JSX.Element {
  return (
    <label class="choice">
      <input
        type="checkbox"
        checked={props.value}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span>
        {props.field.label}
        <Show when={props.field.help}>
          <span class="quiet">{props.field.help}</span>
        </Show>
      </span>
    </label>
  );
}
