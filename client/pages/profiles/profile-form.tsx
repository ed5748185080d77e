import { type JSX, Show, createSignal, createUniqueId, onMount } from "solid-js";
import type { Profile } from "../../../shared/profiles.ts";
import { FormRow } from "../../components/form-row.tsx";
import { useSaveProfile } from "../../queries/profiles.ts";

interface ProfileFormProps {
  /** Null makes a new one. */
  readonly profile: Profile | null;
  readonly onDone: () => void;
}

/** Edits a profile, or makes one; the server says what is wrong with it. */
export function ProfileForm(props: ProfileFormProps): JSX.Element {
  const saving = useSaveProfile();
  const id = createUniqueId();
  const [name, setName] = createSignal(props.profile?.name ?? "");
  const [slug, setSlug] = createSignal(props.profile?.slug ?? "");
  const [isSlugOwn, setSlugOwn] = createSignal(props.profile !== null);
  const [description, setDescription] = createSignal(props.profile?.description ?? "");
  let first: HTMLInputElement | undefined;
  onMount(() => first?.focus());

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const fields = { name: name(), slug: slug(), description: description() };
    const saved = await saving.save(props.profile ? { ...fields, id: props.profile.id } : fields);
    if (saved !== null) props.onDone();
  }
  function rename(value: string): void {
    setName(value);
    if (!isSlugOwn()) setSlug(toSlug(value));
  }

  return (
    <form
      class="form"
      aria-label={props.profile ? `Edit ${props.profile.name}` : "New profile"}
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => event.key === "Escape" && props.onDone()}
    >
      <FormRow label="Name" for={`${id}-name`}>
        <input
          class="input"
          id={`${id}-name`}
          ref={(element) => (first = element)}
          value={name()}
          maxLength={80}
          required
          dir="auto"
          onInput={(event) => rename(event.currentTarget.value)}
        />
      </FormRow>
      <FormRow label="Address" for={`${id}-slug`}>
        <input
          class="input code"
          id={`${id}-slug`}
          value={slug()}
          maxLength={48}
          required
          autocapitalize="none"
          spellcheck={false}
          aria-describedby={`${id}-slug-help`}
          onInput={(event) => {
            setSlugOwn(true);
            setSlug(event.currentTarget.value);
          }}
        />
        <p class="field-help" id={`${id}-slug-help`}>
          Letters, digits and hyphens.
        </p>
      </FormRow>
      <FormRow label="About" for={`${id}-description`}>
        <textarea
          class="input"
          id={`${id}-description`}
          rows="2"
          maxLength={500}
          dir="auto"
          value={description()}
          onInput={(event) => setDescription(event.currentTarget.value)}
        />
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
            <button type="submit" class="button primary" disabled={saving.isSaving()}>
              {props.profile ? "Save changes" : "Create profile"}
            </button>
            <button type="button" class="button bare" onClick={() => props.onDone()}>
              Discard
            </button>
          </p>
        </div>
      </div>
    </form>
  );
}

/** An address proposed from a name: `Ines, at work` is `ines-at-work`. */
function toSlug(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 48)
    .replace(/^-+|-+$/g, "");
}
