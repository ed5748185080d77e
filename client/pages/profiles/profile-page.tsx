import { useParams } from "@solidjs/router";
import { type JSX, Match, Show, Switch, createMemo } from "solid-js";
import { FailedSection } from "../../components/failed-section.tsx";
import { Frame } from "../../components/frame.tsx";
import { MissingSection } from "../../components/missing-section.tsx";
import { StaleBar } from "../../components/stale-bar.tsx";
import { useTitle } from "../../lib/use-title.ts";
import { useConnections } from "../../queries/connections.ts";
import { usePlatforms } from "../../queries/platforms.ts";
import { useProfile } from "../../queries/profiles.ts";
import { NewProfile } from "./new-profile.tsx";
import { ProfileDetails } from "./profile-details.tsx";

/** One profile: what it is, what it shows and to whom; or a new one. */
export function ProfilePage(): JSX.Element {
  const params = useParams<{ id: string }>();
  return (
    <Show when={params.id !== "new"} fallback={<New />}>
      <Existing id={params.id} />
    </Show>
  );
}

/** Sources and platforms, which a filter names. */
function createWords() {
  const connections = useConnections();
  const platforms = usePlatforms();
  const words = createMemo(() => {
    const [sources, known] = [connections.data(), platforms.data()];
    return sources && known && { connections: sources, platforms: known };
  });
  const failed = () => [connections, platforms].find((each) => each.failure() !== null);
  return { words, failed };
}

function New(): JSX.Element {
  useTitle(() => "New profile");
  const { words, failed } = createWords();
  return (
    <Frame>
      <Switch fallback={<Waiting />}>
        <Match when={words()}>{(held) => <NewProfile words={held()} />}</Match>
        <Match when={failed()}>
          {(one) => <FailedSection heading="Your sources could not be read" of={one()} />}
        </Match>
      </Switch>
    </Frame>
  );
}

function Existing(props: { id: string }): JSX.Element {
  const profile = useProfile(() => props.id);
  const { words, failed } = createWords();
  useTitle(() => profile.data()?.name ?? "Profile");
  const failing = () => [profile, failed()].find((each) => each && each.failure() !== null);
  const held = createMemo(() => {
    const [read, known] = [profile.data(), words()];
    return read && known && { profile: read, words: known };
  });
  return (
    <Frame>
      <Switch fallback={<Waiting />}>
        <Match when={held()}>
          {(both) => (
            <>
              <StaleBar of={profile} shown="This is what was known before." />
              <ProfileDetails profile={both().profile} words={both().words} />
            </>
          )}
        </Match>
        <Match when={profile.failure()?.kind === "not_found"}>
          <MissingSection heading="There is no such profile">
            It was deleted, or the address is wrong.{" "}
            <a class="link" href="/profiles">
              See your profiles
            </a>
          </MissingSection>
        </Match>
        <Match when={failing()}>
          {(one) => <FailedSection heading="This profile could not be read" of={one()} />}
        </Match>
      </Switch>
    </Frame>
  );
}

function Waiting(): JSX.Element {
  return (
    <p class="skeleton-words" role="status">
      Fetching this profile
    </p>
  );
}
