import { useNavigate } from "@solidjs/router";
import { For, type JSX, Match, Show, Switch } from "solid-js";
import { FailedSection } from "../../components/failed-section.tsx";
import type { Profile } from "../../../shared/profiles.ts";
import { Frame } from "../../components/frame.tsx";
import { PageHead } from "../../components/page-head.tsx";
import { StaleBar } from "../../components/stale-bar.tsx";
import { useKeys } from "../../lib/keys.tsx";
import { usePerson } from "../../lib/person.tsx";
import { visibilityWords } from "../../lib/profile-words.ts";
import { useTitle } from "../../lib/use-title.ts";
import { useProfiles } from "../../queries/profiles.ts";

const NEW = "/profiles/new";

/** Named views over what a person did, each shown to whom he chose. */
export function ProfilesPage(): JSX.Element {
  useTitle(() => "Profiles");
  const profiles = useProfiles();
  const navigate = useNavigate();
  useKeys([
    {
      keys: "n",
      label: "New profile",
      hint: { keys: "n", text: "new profile" },
      run: () => navigate(NEW),
    },
  ]);
  return (
    <Frame>
      <PageHead title="Profiles">
        <a class="button" href={NEW}>
          New profile <kbd>n</kbd>
        </a>
      </PageHead>
      <p class="page-lead">
        A profile is a named view of your timeline: what it shows, and who may see it, is up to you.
        What is private at its source is never in it.
      </p>
      <Switch
        fallback={
          <p class="skeleton-words" role="status">
            Fetching your profiles
          </p>
        }
      >
        <Match when={profiles.data()}>
          <StaleBar of={profiles} shown="This is what was known before." />
          <ul class="source-group">
            <For each={profiles.data()}>{(profile) => <ProfileRow profile={profile} />}</For>
          </ul>
        </Match>
        <Match when={profiles.failure()}>
          <FailedSection heading="Your profiles could not be read" of={profiles} />
        </Match>
      </Switch>
    </Frame>
  );
}

function ProfileRow(props: { profile: Profile }): JSX.Element {
  const { zone, now } = usePerson();
  const href = () => `/profiles/${props.profile.id}`;
  return (
    <li class="source profile">
      <i class="tick" data-weight="2" />
      <div class="source-body">
        <h2 class="profile-name">
          <a href={href()} dir="auto">
            <b>{props.profile.name}</b>
          </a>
        </h2>
        <p class="source-state">{visibilityWords(props.profile, zone(), now())}</p>
        <p class="source-state">
          Address <code>{props.profile.slug}</code>
          <Show when={props.profile.isDefault}>, made with your account</Show>
        </p>
        <Show when={props.profile.description}>
          <p class="source-state" dir="auto">
            {props.profile.description}
          </p>
        </Show>
      </div>
      <div class="source-actions">
        <a class="button bare" href={href()}>
          Edit <span class="unseen">{props.profile.name}</span>
        </a>
      </div>
    </li>
  );
}
