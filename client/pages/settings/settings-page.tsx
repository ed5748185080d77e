import { type JSX, Match, Show, Switch, createSignal } from "solid-js";
import { FailedSection } from "../../components/failed-section.tsx";
import { Frame } from "../../components/frame.tsx";
import { PageHead } from "../../components/page-head.tsx";
import { Section } from "../../components/section.tsx";
import { usePerson } from "../../lib/person.tsx";
import { useTitle } from "../../lib/use-title.ts";
import { signOut } from "../../queries/me.ts";
import { EraseSection } from "./erase-section.tsx";
import { HiddenSection } from "./hidden-section.tsx";
import { PersonForm } from "./person-form.tsx";
import { ThemeChoice } from "./theme-choice.tsx";

export function SettingsPage(): JSX.Element {
  useTitle(() => "Settings");
  const { me } = usePerson();
  return (
    <Frame>
      <PageHead title="Settings" />
      <Switch
        fallback={
          <p class="skeleton-words" role="status">
            Fetching your settings
          </p>
        }
      >
        <Match when={me.data()}>{(held) => <PersonForm me={held()} />}</Match>
        <Match when={me.failure()}>
          <FailedSection heading="Your settings could not be read" of={me} />
        </Match>
      </Switch>
      <ThemeChoice />
      <HiddenSection />
      <SignOut />
      <Show when={me.data()}>{(held) => <EraseSection me={held()} />}</Show>
    </Frame>
  );
}

function SignOut(): JSX.Element {
  const [isLeaving, setLeaving] = createSignal(false);
  const [problem, setProblem] = createSignal<string | null>(null);

  async function leave(): Promise<void> {
    setLeaving(true);
    setProblem(null);
    try {
      location.assign(await signOut());
    } catch (error) {
      setLeaving(false);
      setProblem(error instanceof Error ? error.message : "Signing out did not work. Try again.");
    }
  }

  return (
    <Section label="Session" heading="Sign out">
      <h2>Sign out</h2>
      <p class="source-state">Signing out ends the session in this browser. Syncing goes on.</p>
      <Show when={problem()}>
        {(text) => (
          <p class="field-problem" role="alert">
            {text()}
          </p>
        )}
      </Show>
      <p class="actions">
        <button type="button" class="button" disabled={isLeaving()} onClick={() => void leave()}>
          Sign out
        </button>
      </p>
    </Section>
  );
}
