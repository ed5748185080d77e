import { For, type JSX, Show, createSignal } from "solid-js";
import type { Me } from "../../../shared/me.ts";
import { FormRow } from "../../components/form-row.tsx";
import { isZone } from "../../lib/is-zone.ts";
import { usePerson } from "../../lib/person.tsx";
import { clock } from "../../lib/time.ts";
import { zoneNames } from "../../lib/zone-names.ts";
import { type MeChange, useUpdateMe } from "../../queries/me.ts";

/** Name, handle and time zone. Only what was changed is sent. */
export function PersonForm(props: { me: Me }): JSX.Element {
  const { now } = usePerson();
  const saving = useUpdateMe();
  const browserZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [edits, setEdits] = createSignal<MeChange>({});
  const edit = (change: MeChange) => setEdits((before) => ({ ...before, ...change }));
  const changes = (): MeChange =>
    Object.fromEntries(
      (["name", "handle", "zone"] as const)
        .map((field) => [field, edits()[field]] as const)
        .filter(([field, value]) => value !== undefined && value !== props.me[field]),
    );
  const hasChanges = () => Object.keys(changes()).length > 0;
  const zone = () => edits().zone ?? props.me.zone;

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if ((await saving.save(changes())) !== null) setEdits({});
  }

  return (
    <form class="form" aria-label="You" onSubmit={(event) => void submit(event)}>
      <FormRow label="Name" for="person-name">
        <input
          class="input"
          id="person-name"
          value={edits().name ?? props.me.name}
          maxLength={80}
          required
          dir="auto"
          autocomplete="name"
          onInput={(event) => edit({ name: event.currentTarget.value })}
        />
      </FormRow>
      <FormRow label="Handle" for="person-handle">
        <input
          class="input code"
          id="person-handle"
          value={edits().handle ?? props.me.handle}
          maxLength={32}
          required
          autocapitalize="none"
          spellcheck={false}
          aria-describedby="person-handle-help"
          onInput={(event) => edit({ handle: event.currentTarget.value })}
        />
        <p class="field-help" id="person-handle-help">
          Names you in addresses: 2 to 32 letters, digits or hyphens.
        </p>
      </FormRow>
      <FormRow label="Zone" for="person-zone">
        <input
          class="input"
          id="person-zone"
          list="person-zones"
          value={zone()}
          required
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          aria-describedby="person-zone-help"
          onInput={(event) => edit({ zone: event.currentTarget.value })}
        />
        <datalist id="person-zones">
          <For each={zoneNames()}>{(name) => <option value={name} />}</For>
        </datalist>
        <p class="field-help" id="person-zone-help">
          Days are cut at midnight there.{" "}
          <Show when={isZone(zone())}>It is {clock(now(), zone())} there now. </Show>
          Type a city to search.
          <Show when={browserZone !== zone()}>
            {" "}
            This browser is in {browserZone}.{" "}
            <button type="button" class="link" onClick={() => edit({ zone: browserZone })}>
              Use that
            </button>
          </Show>
        </p>
      </FormRow>
      <div class="form-row">
        <div class="form-end">
          <Show when={saving.failure()}>
            {(failure) => (
              <p class="field-problem" role="alert">
                {failure().message}
              </p>
            )}
          </Show>
          <p class="actions">
            <button
              type="submit"
              class="button primary"
              disabled={saving.isSaving() || !hasChanges()}
            >
              Save changes
            </button>
            <Show when={hasChanges()}>
              <button type="button" class="button bare" onClick={() => setEdits({})}>
                Discard
              </button>
            </Show>
            <span class="quiet" role="status">
              {saving.isSaved() && !hasChanges() ? "Saved." : ""}
            </span>
          </p>
        </div>
      </div>
    </form>
  );
}
