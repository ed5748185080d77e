import { For, type JSX, Show, createSignal } from "solid-js";
import type { SettingField } from "../../../shared/platforms.ts";
import { Cross } from "../../components/cross.tsx";
import { Disclosure } from "../../components/disclosure.tsx";
import { PlacePicker } from "./place-picker.tsx";

interface PlacesSettingProps {
  readonly field: SettingField;
  /** The names that were picked. */
  readonly value: readonly string[];
  readonly onChange: (value: string[]) => void;
  readonly connectionId: string;
  readonly placeName: string;
}

/** Names of places: those picked as chips, and a list to pick more from. */
export function PlacesSetting(props: PlacesSettingProps): JSX.Element {
  const [isOpen, setOpen] = createSignal(false);
  let chips: HTMLUListElement | undefined;
  let group: HTMLFieldSetElement | undefined;

  function remove(name: string, index: number): void {
    props.onChange(props.value.filter((each) => each !== name));
    // The chip is gone: the next one takes the focus, or else the button that picks more.
    const left = chips?.querySelectorAll("button");
    (left?.[Math.min(index, left.length - 1)] ?? group?.querySelector("button"))?.focus();
  }

  return (
    <fieldset class="setting" ref={(element) => (group = element)}>
      <legend>{props.field.label}</legend>
      <Show when={props.field.help}>
        <p class="field-help">{props.field.help}</p>
      </Show>
      <Show when={props.value.length > 0}>
        <ul class="chips" aria-label={`${props.field.label}, chosen`} ref={(all) => (chips = all)}>
          <For each={props.value}>
            {(name, index) => (
              <li class="chip">
                <bdi>{name}</bdi>
                <button type="button" class="icon-button" onClick={() => remove(name, index())}>
                  <Cross />
                  <span class="unseen">Remove {name}</span>
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Disclosure isOpen={isOpen()} onToggle={() => setOpen(!isOpen())}>
        Choose among what was seen
        <span class="unseen">, {props.field.label}</span>
      </Disclosure>
      <Show when={isOpen()}>
        <PlacePicker
          connectionId={props.connectionId}
          placeName={props.placeName}
          value={props.value}
          onChange={(value) => props.onChange(value)}
        />
      </Show>
    </fieldset>
  );
}
