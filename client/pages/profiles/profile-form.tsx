import { For, type JSX, Show, Suspense, createEffect, createSignal, lazy } from "solid-js";
import type { Connection } from "../../../shared/connections.ts";
import type { FilterProblem } from "../../../shared/parse-filter.ts";
import type { PlatformInfo } from "../../../shared/platforms.ts";
import type { Profile } from "../../../shared/profiles.ts";
import { FormRow } from "../../components/form-row.tsx";
import { ThemeRadios } from "../../components/theme-radios.tsx";
import { usePerson } from "../../lib/person.tsx";
import type { ProfileDraft, ProfileFields } from "../../lib/profile-draft.ts";
import { changesOf, toFields } from "../../lib/profile-draft.ts";
import { toSlug } from "../../lib/to-slug.ts";
import { useFormProblem } from "../../lib/use-form-problem.ts";
import { useKeepChanges } from "../../lib/use-keep-changes.ts";
import { zoneNames } from "../../lib/zone-names.ts";
import type { Saving } from "../../queries/saving.ts";
import { FilterField } from "./filter-field.tsx";
import { SourcesChoice } from "./sources-choice.tsx";
import { VisibilityChoice } from "./visibility-choice.tsx";

const ConfirmDialog = lazy(async () => {
  const { ConfirmDialog: component } = await import("../../components/confirm-dialog.tsx");
  return { default: component };
});

const NAMED = ["name", "slug", "description", "visibility", "zone", "connections", "filter"];

const THEMES = {
  system: { name: "As the visitor's system" },
  light: { name: "Light" },
  dark: { name: "Dark" },
};

export interface WordsOfSources {
  readonly connections: readonly Connection[];
  readonly platforms: readonly PlatformInfo[];
}

interface ProfileFormProps {
  readonly label: string;
  readonly action: string;
  readonly saved: ProfileDraft;
  readonly isNew: boolean;
  readonly words: WordsOfSources;
  readonly saving: Pick<Saving<never, Profile>, "isSaving" | "isSaved" | "failure">;
  /** Null when it failed; else what happens once nothing is unsaved any more. */
  readonly save: (fields: ProfileFields) => Promise<(() => void) | null>;
  readonly onChanges?: (hasChanges: boolean) => void;
}

/** What a profile is, shows, and to whom. Only what was changed is sent. */
export function ProfileForm(props: ProfileFormProps): JSX.Element {
  const person = usePerson();
  let form: HTMLFormElement | undefined;
  const problem = useFormProblem(() => form, props.saving.failure, NAMED);
  const [edits, setEdits] = createSignal<Partial<ProfileDraft>>({});
  const [unread, setUnread] = createSignal<FilterProblem | null>(null);
  const draft = (): ProfileDraft => ({ ...props.saved, ...edits() });
  const changed = () => changesOf(draft(), props.saved);
  const hasChanges = () => changed().length > 0;
  const keeping = useKeepChanges(hasChanges);
  createEffect(() => props.onChanges?.(hasChanges()));

  function edit(change: Partial<ProfileDraft>): void {
    for (const name of Object.keys(change)) problem.settle(name === "query" ? "filter" : name);
    if ("query" in change) setUnread(null);
    setEdits((before) => ({ ...before, ...change }));
  }
  /** A new profile's address follows its name until it has one of its own. */
  function rename(name: string): void {
    const follows = props.isNew && draft().slug === toSlug(draft().name);
    edit(follows ? { name, slug: toSlug(name) } : { name });
  }
  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (props.saving.isSaving() || !hasChanges()) return;
    const read = toFields(draft(), changed(), props.words);
    if ("problem" in read) {
      showUnread(read.problem);
      return;
    }
    const done = await props.save(read.fields);
    if (done === null) return;
    setEdits({});
    done();
  }
  function showUnread(what: FilterProblem): void {
    setUnread(what);
    const field = form?.elements.namedItem("filter");
    if (!(field instanceof HTMLInputElement)) return;
    field.focus();
    field.setSelectionRange(what.at, what.at + what.length);
  }
  function discard(): void {
    for (const name of NAMED) problem.settle(name);
    setUnread(null);
    setEdits({});
    form?.querySelector("input")?.focus();
  }

  return (
    <form
      class="form"
      aria-label={props.label}
      novalidate
      ref={(element) => (form = element)}
      onSubmit={(event) => void submit(event)}
    >
      <FormRow label="Name" for="profile-name" problem={problem.of("name")}>
        <input
          class="input"
          {...problem.attributes("name", "profile-name")}
          value={draft().name}
          maxLength={80}
          dir="auto"
          autocomplete="off"
          onInput={(event) => rename(event.currentTarget.value)}
        />
      </FormRow>
      <FormRow
        label="Address"
        for="profile-slug"
        problem={problem.of("slug")}
        help={
          <>
            <code>
              /p/{person.me.data()?.handle}/{draft().slug || "…"}
            </code>{" "}
            Letters, digits and hyphens.
          </>
        }
      >
        <input
          class="input code"
          {...problem.attributes("slug", "profile-slug", true)}
          value={draft().slug}
          maxLength={48}
          autocapitalize="none"
          autocomplete="off"
          spellcheck={false}
          onInput={(event) => edit({ slug: event.currentTarget.value })}
        />
      </FormRow>
      <FormRow label="About" for="profile-description" problem={problem.of("description")}>
        <textarea
          class="input"
          {...problem.attributes("description", "profile-description")}
          rows="2"
          maxLength={500}
          dir="auto"
          value={draft().description}
          onInput={(event) => edit({ description: event.currentTarget.value })}
        />
      </FormRow>
      <VisibilityChoice
        chosen={draft().visibility}
        problem={problem.of("visibility")}
        onChoose={(visibility) => edit({ visibility })}
      />
      <SourcesChoice
        words={props.words}
        chosen={draft().connections}
        problem={problem.of("connections")}
        onChoose={(connections) => edit({ connections })}
      />
      <FilterField
        words={props.words}
        query={draft().query}
        ofOne={draft().ofOne}
        unread={unread()}
        problem={problem.of("filter")}
        onQuery={(query) => edit({ query })}
        onOfOne={(ofOne) => edit({ ofOne })}
      />
      <fieldset class="form-row">
        <legend class="unseen">What is private</legend>
        <span class="label" aria-hidden="true">
          Private
        </span>
        <div>
          <label class="choice">
            <input
              type="checkbox"
              name="countsPrivate"
              checked={draft().countsPrivate}
              onChange={(event) => edit({ countsPrivate: event.currentTarget.checked })}
            />
            <span>
              Count what is private, without showing it
              <span class="quiet">
                It counts for its day, and for nothing else: not where, not what, not at what hour.
              </span>
            </span>
          </label>
        </div>
      </fieldset>
      <FormRow
        label="Time zone"
        for="profile-zone"
        problem={problem.of("zone")}
        help={`Its days begin at midnight there. Empty for yours, ${person.zone()}.`}
      >
        <input
          class="input"
          {...problem.attributes("zone", "profile-zone", true)}
          list="profile-zones"
          value={draft().zone}
          placeholder={person.zone()}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          onInput={(event) => edit({ zone: event.currentTarget.value })}
        />
        <datalist id="profile-zones">
          <For each={zoneNames()}>{(name) => <option value={name} />}</For>
        </datalist>
      </FormRow>
      <ThemeRadios chosen={draft().theme} words={THEMES} onChoose={(theme) => edit({ theme })} />
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
              {props.action}
            </button>
            <Show when={hasChanges()}>
              <button type="button" class="button bare" onClick={discard}>
                Discard
              </button>
            </Show>
            <span class="quiet" role="status">
              {props.saving.isSaved() && !hasChanges() ? "Saved." : ""}
            </span>
          </p>
        </div>
      </div>
      <Show when={keeping.isAsking()}>
        <Suspense>
          <ConfirmDialog
            title="Leave without saving?"
            action="Leave"
            keep="Stay"
            isBusy={false}
            failure={null}
            onConfirm={keeping.leave}
            onClose={keeping.stay}
          >
            <p>What you changed in this profile is not saved yet, and would be gone.</p>
          </ConfirmDialog>
        </Suspense>
      </Show>
    </form>
  );
}
