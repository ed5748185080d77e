import { For, type JSX, Show, createSignal } from "solid-js";
import type { Me } from "../../../shared/me.ts";
import { FormRow } from "../../components/form-row.tsx";
import { isZone } from "../../lib/is-zone.ts";
import { usePerson } from "../../lib/person.tsx";
import { clock } from "../../lib/time.ts";
import { useFormProblem } from "../../lib/use-form-problem.ts";
import { zoneNames } from "../../lib/zone-names.ts";
import { type MeChange, useUpdateMe } from "../../queries/me.ts";

const FIELDS = ["name", "handle", "zone"] as const;

/** Name, handle and time zone. Only what was changed is sent. */
export function PersonForm(props: { me: Me }): JSX.Element {
  const { now } = usePerson();
  const saving = useUpdateMe();
  let form: HTMLFormElement | undefined;
  const problem = useFormProblem(() => form, saving.failure, FIELDS);
  const browserZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [edits, setEdits] = createSignal<MeChange>({});
  const edit = (field: (typeof FIELDS)[number], value: string) => {
    problem.settle(field);
    setEdits((before) => ({ ...before, [field]: value }));
  };
  const changes = (): MeChange =>
    Object.fromEntries(
      FIELDS.map((field) => [field, edits()[field]] as const).filter(
        ([field, value]) => value !== undefined && value !== props.me[field],
      ),
    );
  const hasChanges = () => Object.keys(changes()).length > 0;
  const zone = () => edits().zone ?? props.me.zone;

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (saving.isSaving() || !hasChanges()) return;
    if ((await saving.save(changes())) !== null) setEdits({});
  }
  function discard(): void {
    for (const field of FIELDS) problem.settle(field);
    setEdits({});
    form?.querySelector("input")?.focus();
  }

  return (
    <form
      class="form"
      aria-label="You"
      ref={(element) => (form = element)}
      onSubmit={(event) => void submit(event)}
    >
      <FormRow
        label="Name"
        for="person-name"
        problem={problem.of("name")}
        help="Stands on the profiles that you share."
      >
        <input
          class="input"
          {...problem.attributes("name", "person-name", true)}
          value={edits().name ?? props.me.name}
          maxLength={80}
          required
          dir="auto"
          autocomplete="name"
          onInput={(event) => edit("name", event.currentTarget.value)}
        />
      </FormRow>
      <FormRow
        label="Handle"
        for="person-handle"
        problem={problem.of("handle")}
        help="Names you in addresses: 2 to 32 letters, digits or hyphens."
      >
        <input
          class="input code"
          {...problem.attributes("handle", "person-handle", true)}
          value={edits().handle ?? props.me.handle}
          maxLength={32}
          required
          autocapitalize="none"
          spellcheck={false}
          onInput={(event) => edit("handle", event.currentTarget.value)}
        />
      </FormRow>
      <FormRow
        label="Time zone"
        for="person-zone"
        problem={problem.of("zone")}
        help={
          <>
            Your days begin at midnight in this zone
            <Show when={isZone(zone())}>, where it is {clock(now(), zone())}</Show>. Type a city to
            search.
            <Show when={browserZone !== zone()}>
              {" "}
              This browser is in {browserZone}.{" "}
              <button type="button" class="link" onClick={() => edit("zone", browserZone)}>
                Use that
              </button>
            </Show>
          </>
        }
      >
        <input
          class="input"
          {...problem.attributes("zone", "person-zone", true)}
          list="person-zones"
          value={zone()}
          required
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          onInput={(event) => edit("zone", event.currentTarget.value)}
        />
        <datalist id="person-zones">
          <For each={zoneNames()}>{(name) => <option value={name} />}</For>
        </datalist>
      </FormRow>
      <div class="form-row">
        <div class="form-end">
          <Show when={problem.rest()}>
            <p class="field-problem" role="alert">
              {problem.rest()}
            </p>
          </Show>
          <p class="actions">
            {/* Never disabled: that would take the focus from who has just pressed it. */}
            <button type="submit" class="button primary" aria-disabled={!hasChanges()}>
              Save changes
            </button>
            <Show when={hasChanges()}>
              <button type="button" class="button bare" onClick={discard}>
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
