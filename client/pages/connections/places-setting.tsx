import { For, type JSX, Show, createSignal } from "solid-js";
import type { SettingField } from "../../../shared/platforms.ts";
import { Cross } from "../../components/cross.tsx";
import { Disclosure } from "../../components/disclosure.tsx";
import { usePlaces } from "../../queries/connection-settings.ts";
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
  const places = usePlaces(() => props.connectionId);
  let group: HTMLFieldSetElement | undefined;

  function remove(name: string, index: number): void {
    props.onChange(props.value.filter((each) => each !== name));
    // The chip is gone: the next one takes the focus, or else the button that picks more.
    const left = group?.querySelectorAll<HTMLElement>(".chip button");
    const next = left?.[Math.min(index, left.length - 1)];
    (next ?? group?.querySelector<HTMLElement>("button") ?? group)?.focus();
  }

  return (
    <fieldset class="setting" tabindex="-1" ref={(element) => (group = element)}>
      <legend>{props.field.label}</legend>
      <Show when={props.field.help}>
        <p class="field-help">{props.field.help}</p>
      </Show>
      <Show when={props.value.length > 0}>
        <ul class="chips" aria-label={`${props.field.label}, chosen`}>
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
      <Show
        when={places.data()?.length !== 0}
        fallback={<p class="field-help">No {props.placeName} was seen yet.</p>}
      >
        <Disclosure isOpen={isOpen()} onToggle={() => setOpen(!isOpen())}>
          Choose among what was seen
          <span class="unseen">, {props.field.label}</span>
        </Disclosure>
        <Show when={isOpen()}>
          <PlacePicker
            places={places}
            placeName={props.placeName}
            value={props.value}
            onChange={(value) => props.onChange(value)}
          />
        </Show>
      </Show>
    </fieldset>
  );
}
