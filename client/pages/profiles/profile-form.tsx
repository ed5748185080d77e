import { type JSX, Show, createSignal, createUniqueId, onMount } from "solid-js";
import type { Profile } from "../../../shared/profiles.ts";
import { FormRow } from "../../components/form-row.tsx";
import { useFormProblem } from "../../lib/use-form-problem.ts";
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
  let form: HTMLFormElement | undefined;
  const problem = useFormProblem(() => form, saving.failure, ["name", "slug", "description"]);
  onMount(() => form?.querySelector("input")?.focus());

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (saving.isSaving()) return;
    const fields = { name: name(), slug: slug(), description: description() };
    const saved = await saving.save(props.profile ? { ...fields, id: props.profile.id } : fields);
    if (saved !== null) props.onDone();
  }
  function rename(value: string): void {
    problem.settle("name");
    setName(value);
    if (!isSlugOwn()) address(toSlug(value));
  }
  function address(value: string): void {
    problem.settle("slug");
    setSlug(value);
  }

  return (
    <form
      class="form"
      aria-label={props.profile ? `Edit ${props.profile.name}` : "New profile"}
      ref={(element) => (form = element)}
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => event.key === "Escape" && props.onDone()}
    >
      <FormRow label="Name" for={`${id}-name`} problem={problem.of("name")}>
        <input
          class="input"
          {...problem.attributes("name", `${id}-name`)}
          value={name()}
          maxLength={80}
          required
          dir="auto"
          onInput={(event) => rename(event.currentTarget.value)}
        />
      </FormRow>
      <FormRow
        label="Address"
        for={`${id}-slug`}
        problem={problem.of("slug")}
        help="Letters, digits and hyphens."
      >
        <input
          class="input code"
          {...problem.attributes("slug", `${id}-slug`, true)}
          value={slug()}
          maxLength={48}
          required
          autocapitalize="none"
          spellcheck={false}
          onInput={(event) => {
            setSlugOwn(true);
            address(event.currentTarget.value);
          }}
        />
      </FormRow>
      <FormRow label="About" for={`${id}-description`} problem={problem.of("description")}>
        <textarea
          class="input"
          {...problem.attributes("description", `${id}-description`)}
          rows="2"
          maxLength={500}
          dir="auto"
          value={description()}
          onInput={(event) => {
            problem.settle("description");
            setDescription(event.currentTarget.value);
          }}
        />
      </FormRow>
      <div class="form-row">
        <div class="form-end">
          <Show when={problem.rest()}>
            <p class="field-problem" role="alert">
              {problem.rest()}
            </p>
          </Show>
          <p class="actions">
            <button type="submit" class="button primary">
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
