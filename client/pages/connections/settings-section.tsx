import { For, type JSX, Match, Show, Switch } from "solid-js";
import type { Connection } from "../../../shared/connections.ts";
import type { PlatformInfo, SettingField } from "../../../shared/platforms.ts";
import { FailureNote } from "../../components/failure-note.tsx";
import { Section } from "../../components/section.tsx";
import { useKeys } from "../../lib/keys.tsx";
import { countOf, formatCount } from "../../lib/numbers.ts";
import { type SettingsInUse, useConnectionSettings } from "../../queries/connection-settings.ts";
import { ChoiceSetting } from "./choice-setting.tsx";
import { FlagSetting } from "./flag-setting.tsx";
import { PlacesSetting } from "./places-setting.tsx";

interface SettingsSectionProps {
  readonly connection: Connection;
  readonly platform: PlatformInfo;
}

/** What of this connection stays off the timeline; each change acts at once, and can be undone. */
export function SettingsSection(props: SettingsSectionProps): JSX.Element {
  return (
    <Show when={props.platform.settings.length > 0 ? props.connection.id : null} keyed>
      {(_id) => <Settings {...props} />}
    </Show>
  );
}

function Settings(props: SettingsSectionProps): JSX.Element {
  const settings = useConnectionSettings(() => props.connection.id);
  useKeys([
    {
      keys: "z",
      label: "Undo the last change of what is shown",
      hint: { keys: "z", text: "undo", when: settings.canUndo },
      when: settings.canUndo,
      run: () => void settings.undo(),
    },
  ]);
  return (
    <Section label="Shown" heading="What is shown">
      <h2>What is shown</h2>
      <Switch fallback={<p class="quiet">Fetching the settings</p>}>
        <Match when={settings.loaded.data()}>
          {(held) => (
            <>
              <For each={props.platform.settings}>
                {(field) => (
                  <Setting
                    field={field}
                    settings={settings}
                    connectionId={props.connection.id}
                    placeName={props.platform.placeName}
                  />
                )}
              </For>
              <Show when={settings.failure()}>
                {(failure) => (
                  <p class="field-problem" role="alert">
                    {failure().message}
                  </p>
                )}
              </Show>
              <p class="connect-end">
                <span role="status">{hiddenWords(held().hidden, props.connection.itemCount)}</span>
                <Show when={settings.canUndo()}>
                  <button type="button" class="link" onClick={() => void settings.undo()}>
                    Undo <kbd>z</kbd>
                  </button>
                </Show>
              </p>
            </>
          )}
        </Match>
        <Match when={settings.loaded.failure()}>
          <FailureNote heading="The settings could not be read" of={settings.loaded} />
        </Match>
      </Switch>
    </Section>
  );
}

function Setting(props: {
  field: SettingField;
  settings: SettingsInUse;
  connectionId: string;
  placeName: string;
}): JSX.Element {
  const value = () => props.settings.values()[props.field.name];
  const set = (next: boolean | string | string[]) =>
    void props.settings.set(props.field.name, next);
  return (
    <Switch>
      <Match when={props.field.type === "flag" && props.field}>
        {(field) => <FlagSetting field={field()} value={value() === true} onChange={set} />}
      </Match>
      <Match when={props.field.type === "choice" && props.field}>
        {(field) => <ChoiceSetting field={field()} value={textOf(value())} onChange={set} />}
      </Match>
      <Match when={props.field.type === "places" && props.field}>
        {(field) => (
          <PlacesSetting
            field={field()}
            value={listOf(value())}
            onChange={set}
            connectionId={props.connectionId}
            placeName={props.placeName}
          />
        )}
      </Match>
    </Switch>
  );
}

/** `4,117 of 12,435 items hidden.` */
function hiddenWords(hidden: number, all: number): string {
  if (hidden === 0) return "Nothing is hidden.";
  return `${formatCount(hidden)} of ${countOf(Math.max(hidden, all), "item", "items")} hidden.`;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value : [];
}
