import { useNavigate } from "@solidjs/router";
import type { JSX } from "solid-js";
import type { WordsOfSources } from "./profile-form.tsx";
import { PageHead } from "../../components/page-head.tsx";
import { NEW_DRAFT } from "../../lib/profile-draft.ts";
import { useCreateProfile } from "../../queries/profiles.ts";
import { ProfileForm } from "./profile-form.tsx";

/** A profile that is not there yet. */
export function NewProfile(props: { words: WordsOfSources }): JSX.Element {
  const creating = useCreateProfile();
  const navigate = useNavigate();
  return (
    <>
      <p class="page-back">
        <a class="link" href="/profiles">
          Profiles
        </a>
      </p>
      <PageHead title="New profile" />
      <ProfileForm
        label="New profile"
        action="Create profile"
        saved={NEW_DRAFT}
        isNew
        words={props.words}
        saving={creating}
        save={async (fields) => {
          const { name = "", slug = "", ...rest } = fields;
          const made = await creating.save({ ...rest, name, slug });
          return made === null ? null : () => navigate(`/profiles/${made.id}`, { replace: true });
        }}
      />
    </>
  );
}
