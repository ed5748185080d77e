import { type JSX, Show } from "solid-js";
import { AppFrame } from "../../components/app-frame.tsx";
import { Frame } from "../../components/frame.tsx";
import { Section } from "../../components/section.tsx";
import { TopBar } from "../../components/top-bar.tsx";
import { useTitle } from "../../lib/use-title.ts";
import { hasVisitMark } from "../../lib/visit-mark.ts";
import { useMe } from "../../queries/me.ts";

/** Nobody is sent away from here to sign in: without a session it is a page of its own. */
export function NotFoundPage(): JSX.Element {
  useTitle(() => "Not found");
  const me = useMe(hasVisitMark);
  const isHere = () => me.data() !== undefined && me.failure()?.kind !== "signed_out";
  return (
    <Show
      when={isHere()}
      fallback={
        <>
          <a class="skip" href="#main">
            Skip to content
          </a>
          <TopBar targets={[]} home="/" end={<a href="/timeline">Timeline</a>} />
          <Note href="/" leads="Go to the start" />
        </>
      }
    >
      <AppFrame>
        <Note href="/timeline" leads="Go to your timeline" />
      </AppFrame>
    </Show>
  );
}

function Note(props: { href: string; leads: string }): JSX.Element {
  return (
    <Frame>
      <Section label="404">
        <div class="note">
          <h1>There is no page at this address</h1>
          <p>The link may be old or mistyped. Nothing of yours is lost.</p>
          <p class="actions">
            <a class="button" href={props.href}>
              {props.leads}
            </a>
          </p>
        </div>
      </Section>
    </Frame>
  );
}
