import { type JSX, Show } from "solid-js";
import type { Profile } from "../../../shared/profiles.ts";
import { Section } from "../../components/section.tsx";
import { ReadOnlyLine } from "../../components/line/read-only-line.tsx";
import { usePlatforms } from "../../queries/platforms.ts";
import { usePreview } from "../../queries/profiles.ts";

interface ProfilePreviewProps {
  readonly profile: Profile;
  /** Something is changed and not saved. */
  readonly isBehind: boolean;
}

/** The entries of a profile exactly as a visitor gets them. */
export function ProfilePreview(props: ProfilePreviewProps): JSX.Element {
  const platforms = usePlatforms();
  const preview = usePreview(() => props.profile.id);
  return (
    <section aria-labelledby="preview-heading">
      <Section label="Preview">
        <h2 id="preview-heading">What a visitor sees</h2>
        <p class="source-state">
          <Show
            when={props.isBehind}
            fallback="Not what is private at its source, what you have hidden, or your notes."
          >
            This is the profile as it is saved; what you have changed shows here after saving.
          </Show>{" "}
          <a class="link" href={`/numbers?profile=${props.profile.id}`}>
            See its numbers
          </a>
        </p>
      </Section>
      <ReadOnlyLine
        entries={preview}
        platforms={platforms.data() ?? []}
        of={{ profile: props.profile.id }}
        empty="Nothing of yours fits this profile, so a visitor sees an empty page."
      />
    </section>
  );
}
