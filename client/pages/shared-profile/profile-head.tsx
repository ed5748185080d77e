import { type JSX, Show } from "solid-js";
import type { SharedProfile } from "../../../shared/profiles.ts";
import { PageHead } from "../../components/page-head.tsx";
import { asOfWords } from "../../lib/as-of-words.ts";
import { usePerson } from "../../lib/person.tsx";

/** What a profile is called, whose it is, and as of when. */
export function ProfileHead(props: { profile: SharedProfile }): JSX.Element {
  const { now } = usePerson();
  const owner = () => {
    const { name, person } = props.profile;
    return person.name === name ? "" : person.name;
  };
  const fresh = () => asOfWords(props.profile.freshness, props.profile.zone, now());
  return (
    <>
      <PageHead title={props.profile.name} />
      <Show when={props.profile.description}>
        {(description) => (
          <p class="page-lead" dir="auto">
            {description()}
          </p>
        )}
      </Show>
      <p class="page-lead profile-facts">
        <Show when={owner()}>
          {(name) => (
            <>
              by <bdi>{name()}</bdi>,{" "}
            </>
          )}
        </Show>
        {fresh()}, times in {props.profile.zone.replaceAll("_", " ")}
      </p>
    </>
  );
}
