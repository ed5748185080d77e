import { useLocation, useParams } from "@solidjs/router";
import { type JSX, Match, Switch, createMemo } from "solid-js";
import { FailedSection } from "../../components/failed-section.tsx";
import { Frame } from "../../components/frame.tsx";
import { MissingSection } from "../../components/missing-section.tsx";
import { ReadOnlyLine } from "../../components/line/read-only-line.tsx";
import { TopBar } from "../../components/top-bar.tsx";
import { PersonProvider } from "../../lib/person.tsx";
import { useShownTheme } from "../../lib/use-shown-theme.ts";
import { useTitle } from "../../lib/use-title.ts";
import { useMe } from "../../queries/me.ts";
import { useSharedEntries, useSharedProfile } from "../../queries/shared-profile.ts";
import { ProfileHead } from "./profile-head.tsx";

/** Somebody's shared profile: by its address, or by the link of one that is unlisted. */
export function SharedProfilePage(): JSX.Element {
  // Nobody has to be signed in; who is here is not asked.
  const me = useMe(() => false);
  return (
    <PersonProvider me={me}>
      <TopBar targets={[]} home="/" end={<a href="/timeline">Your timeline</a>} />
      <Frame>
        <Profile />
      </Frame>
    </PersonProvider>
  );
}

function Profile(): JSX.Element {
  const params = useParams<{ person: string; slug: string }>();
  const location = useLocation();
  const of = createMemo(() => ({
    person: params.person,
    slug: params.slug,
    key: location.hash.slice(1) || undefined,
  }));
  const profile = useSharedProfile(of);
  const entries = useSharedEntries(of);
  const isMissing = () =>
    [profile, entries.first].some((each) => each.failure()?.kind === "not_found");
  useTitle(() => profile.data()?.name ?? `${params.person}/${params.slug}`);
  useShownTheme(() => profile.data()?.theme);
  return (
    <Switch
      fallback={
        <p class="skeleton-words" role="status">
          Fetching this profile
        </p>
      }
    >
      <Match when={isMissing()}>
        <MissingSection heading="There is nothing to see at this address">
          It is private, its link has ended, or the address is wrong.
        </MissingSection>
      </Match>
      <Match when={profile.data()}>
        {(held) => (
          <>
            <ProfileHead profile={held()} />
            <ReadOnlyLine
              entries={entries}
              platforms={held().platforms}
              of={of()}
              empty="Nothing is shown here yet."
            />
          </>
        )}
      </Match>
      <Match when={profile.failure()}>
        <FailedSection heading="This profile could not be read" of={profile} />
      </Match>
    </Switch>
  );
}
