import { useNavigate } from "@solidjs/router";
import { type JSX, Show, Suspense, createMemo, createSignal, lazy } from "solid-js";
import type { Profile } from "../../../shared/profiles.ts";
import { PageHead } from "../../components/page-head.tsx";
import { Section } from "../../components/section.tsx";
import { toDraft } from "../../lib/profile-draft.ts";
import { useDeleteProfile, useUpdateProfile } from "../../queries/profiles.ts";
import { LinkSection } from "./link-section.tsx";
import { ProfileForm, type WordsOfSources } from "./profile-form.tsx";
import { ProfilePreview } from "./profile-preview.tsx";

const ConfirmDialog = lazy(async () => {
  const { ConfirmDialog: component } = await import("../../components/confirm-dialog.tsx");
  return { default: component };
});

interface ProfileDetailsProps {
  readonly profile: Profile;
  readonly words: WordsOfSources;
}

/** A profile that is there: its form, its link, what a visitor sees of it, and its end. */
export function ProfileDetails(props: ProfileDetailsProps): JSX.Element {
  const saving = useUpdateProfile();
  const saved = createMemo(() => toDraft(props.profile, props.words));
  const [hasChanges, setHasChanges] = createSignal(false);
  return (
    <>
      <p class="page-back">
        <a class="link" href="/profiles">
          Profiles
        </a>
      </p>
      <PageHead title={props.profile.name} />
      <ProfileForm
        label={`Edit ${props.profile.name}`}
        action="Save changes"
        saved={saved()}
        isNew={false}
        words={props.words}
        saving={saving}
        onChanges={setHasChanges}
        save={async (fields) => {
          const done = await saving.save({ ...fields, id: props.profile.id });
          return done === null ? null : () => {};
        }}
      />
      <Show when={props.profile.visibility === "unlisted"}>
        <LinkSection profile={props.profile} />
      </Show>
      <ProfilePreview profile={props.profile} isBehind={hasChanges()} />
      <DeleteSection profile={props.profile} />
    </>
  );
}

function DeleteSection(props: { profile: Profile }): JSX.Element {
  const remove = useDeleteProfile();
  const navigate = useNavigate();
  const [isAsking, setAsking] = createSignal(false);
  async function confirm(): Promise<void> {
    if ((await remove.save(props.profile.id)) !== null) navigate("/profiles", { replace: true });
  }
  return (
    <Section label="End" heading="Delete this profile">
      <Show
        when={!props.profile.isDefault}
        fallback={
          <p class="source-state">This profile was made with your account and stays with it.</p>
        }
      >
        <p class="source-state">
          Deleting a profile deletes no entry: it is only a view of them. Its address and its link
          lead nowhere from then on.
        </p>
        <p class="actions">
          <button type="button" class="button danger" onClick={() => setAsking(true)}>
            Delete this profile
          </button>
        </p>
      </Show>
      <Show when={isAsking()}>
        <Suspense>
          <ConfirmDialog
            title={`Delete the profile ${props.profile.name}?`}
            action="Delete"
            isBusy={remove.isSaving()}
            failure={remove.failure()}
            onConfirm={() => void confirm()}
            onClose={() => setAsking(false)}
          >
            <p>
              Its name, address, filter and link are deleted. Your entries stay as they are; a
              profile is only a view of them.
            </p>
          </ConfirmDialog>
        </Suspense>
      </Show>
    </Section>
  );
}
