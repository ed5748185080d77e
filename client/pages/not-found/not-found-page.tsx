import type { JSX } from "solid-js";
import { Frame } from "../../components/frame.tsx";
import { Section } from "../../components/section.tsx";
import { TopBar } from "../../components/top-bar.tsx";
import { useTitle } from "../../lib/use-title.ts";

export function NotFoundPage(): JSX.Element {
  useTitle(() => "Not found");
  return (
    <>
      <a class="skip" href="#main">
        Skip to content
      </a>
      <TopBar targets={[]} end={<a href="/timeline">Timeline</a>} />
      <Frame>
        <Section label="404">
          <div class="note">
            <h1>There is no page at this address</h1>
            <p>The link may be old or mistyped. Nothing of yours is lost.</p>
            <p class="actions">
              <a class="button" href="/">
                Go to the start
              </a>
            </p>
          </div>
        </Section>
      </Frame>
    </>
  );
}
