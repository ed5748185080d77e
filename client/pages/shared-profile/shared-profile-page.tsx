import { useLocation, useParams } from "@solidjs/router";
import { type JSX, Show, createMemo } from "solid-js";
import { Frame } from "../../components/frame.tsx";
import { ReadOnlyLine } from "../../components/line/read-only-line.tsx";
import { PageHead } from "../../components/page-head.tsx";
import { Section } from "../../components/section.tsx";
import { TopBar } from "../../components/top-bar.tsx";
import { PersonProvider } from "../../lib/person.tsx";
import { useTitle } from "../../lib/use-title.ts";
import { useMe } from "../../queries/me.ts";
import { useSharedProfile } from "../../queries/profiles.ts";

/** Somebody's shared profile: by its address, or by the link of one that is unlisted. */
export function SharedProfilePage(): JSX.Element {
  // Nobody has to be signed in; who is here is not asked.
  const me = useMe(() => false);
  return (
    <PersonProvider me={me}>
      <TopBar targets={[]} home="/" end={<a href="/timeline">Your timeline</a>} />
      <Entries />
    </PersonProvider>
  );
}

function Entries(): JSX.Element {
  const params = useParams<{ person: string; slug: string }>();
  const location = useLocation();
  const of = createMemo(() => ({
    person: params.person,
    slug: params.slug,
    key: location.hash.slice(1) || undefined,
  }));
  const profile = useSharedProfile(of);
  const name = () => `${params.person}/${params.slug}`;
  useTitle(name);
  return (
    <Frame>
      <Show
        when={profile.first.failure()?.kind !== "not_found"}
        fallback={
          <Section label="Nothing">
            <div class="note" role="alert">
              <h1>There is nothing to see at this address</h1>
              <p>It is private, its link has ended, or the address is wrong.</p>
            </div>
          </Section>
        }
      >
        <PageHead title={name()} />
        <ReadOnlyLine entries={profile} of={of()} empty="Nothing is shown here yet." />
      </Show>
    </Frame>
  );
}
