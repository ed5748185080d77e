import { For, type JSX, Show } from "solid-js";
import { ConnectForm } from "../../components/connect/connect-form.tsx";
import { FailureNote } from "../../components/failure-note.tsx";
import { Section } from "../../components/section.tsx";
import { usePlatforms } from "../../queries/platforms.ts";

/** What to do when nothing is connected: one step for each platform. */
export function FirstRun(): JSX.Element {
  const platforms = usePlatforms();
  return (
    <div class="axis fills">
      <Section label="First">
        <div class="note">
          <h2>Your line starts with one source</h2>
          <p>A year of history takes about a minute. You can watch it arrive.</p>
        </div>
        <ol class="steps">
          <li class="step-done">
            <span>1</span>
            <span>Sign in</span>
            <span>done</span>
          </li>
          <For each={platforms.data()}>
            {(platform, index) => (
              <li>
                <span>{index() + 2}</span>
                <div>
                  Connect {platform.name}
                  <p class="quiet">{platform.reads}</p>
                </div>
                <ConnectForm platform={platform} />
              </li>
            )}
          </For>
        </ol>
        <Show when={platforms.failure() && !platforms.data()}>
          <FailureNote heading="The list of platforms could not be read" of={platforms} />
        </Show>
      </Section>
    </div>
  );
}
