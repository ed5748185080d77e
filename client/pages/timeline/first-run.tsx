import { For, type JSX, Show } from "solid-js";
import { ConnectForm } from "../../components/connect/connect-form.tsx";
import { PlatformFold } from "../../components/connect/platform-fold.tsx";
import { FailureNote } from "../../components/failure-note.tsx";
import { Section } from "../../components/section.tsx";
import { usePlatforms } from "../../queries/platforms.ts";

/** What to do when nothing is connected: one step that leads, and the other sources below it. */
export function FirstRun(): JSX.Element {
  const platforms = usePlatforms();
  /** The one that leads needs nothing to be typed, where there is one. */
  const first = () => {
    const all = platforms.data();
    const ready = all?.filter((each) => each.configured);
    return ready?.find((each) => each.connect.type === "oauth") ?? ready?.[0] ?? all?.[0];
  };
  const others = () => platforms.data()?.filter((each) => each !== first()) ?? [];
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
          <Show when={first()}>
            {(platform) => (
              <li>
                <span>2</span>
                <div>
                  Connect {platform().name}
                  <p class="quiet">{platform().reads}</p>
                </div>
                <ConnectForm platform={platform()} />
              </li>
            )}
          </Show>
          <Show when={others().length > 0}>
            <li>
              <span aria-hidden="true">or</span>
              <div>
                Begin with another source
                <p class="quiet">The rest can be added at any time.</p>
              </div>
              <ul class="folds">
                <For each={others()}>
                  {(platform) => <PlatformFold platform={platform} group="first" />}
                </For>
              </ul>
            </li>
          </Show>
        </ol>
        <Show when={platforms.failure() && !platforms.data()}>
          <FailureNote heading="The list of platforms could not be read" of={platforms} />
        </Show>
      </Section>
    </div>
  );
}
