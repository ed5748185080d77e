import { For, type JSX, Match, Show, Suspense, Switch, createSignal, lazy } from "solid-js";
import type { Profile } from "../../../shared/profiles.ts";
import { FailureNote } from "../../components/failure-note.tsx";
import { Frame } from "../../components/frame.tsx";
import { PageHead } from "../../components/page-head.tsx";
import { Section } from "../../components/section.tsx";
import { StaleBar } from "../../components/stale-bar.tsx";
import { useKeys } from "../../lib/keys.tsx";
import { useTitle } from "../../lib/use-title.ts";
import { useDeleteProfile, useProfiles } from "../../queries/profiles.ts";
import { ProfileForm } from "./profile-form.tsx";

const ConfirmDialog = lazy(async () => {
  const { ConfirmDialog: component } = await import("../../components/confirm-dialog.tsx");
  return { default: component };
});

/** Named views over what a person did. Nobody else sees them yet, and the page says so. */
export function ProfilesPage(): JSX.Element {
  useTitle(() => "Profiles");
  const profiles = useProfiles();
  /** The id of the profile being edited, or `new`. */
  const [edited, setEdited] = createSignal<string | null>(null);
  /** Back to the button that opened the form. */
  function close(): void {
    const opener = `edit-${edited() ?? "new"}`;
    setEdited(null);
    queueMicrotask(() => document.getElementById(opener)?.focus());
  }
  useKeys([
    {
      keys: "n",
      label: "New profile",
      hint: { keys: "n", text: "new profile" },
      run: () => setEdited("new"),
    },
  ]);
  return (
    <Frame>
      <PageHead title="Profiles">
        <button
          type="button"
          class="button"
          id="edit-new"
          disabled={edited() === "new"}
          onClick={() => setEdited("new")}
        >
          New profile <kbd>n</kbd>
        </button>
      </PageHead>
      <p class="page-lead">
        A profile is a named view of your timeline. Profiles are not shown to anyone yet: you can
        prepare their names and addresses here.
      </p>
      <Show when={edited() === "new"}>
        <ProfileForm profile={null} onDone={close} />
      </Show>
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
            <For each={profiles.data()}>
              {(profile) => (
                <Show
                  when={edited() === profile.id}
                  fallback={<ProfileRow profile={profile} onEdit={() => setEdited(profile.id)} />}
                >
                  <li>
                    <ProfileForm profile={profile} onDone={close} />
                  </li>
                </Show>
              )}
            </For>
          </ul>
        </Match>
        <Match when={profiles.failure()}>
          <Section label="Failed">
            <FailureNote heading="Your profiles could not be read" of={profiles} />
          </Section>
        </Match>
      </Switch>
    </Frame>
  );
}

function ProfileRow(props: { profile: Profile; onEdit: () => void }): JSX.Element {
  const remove = useDeleteProfile();
  const [isAsking, setAsking] = createSignal(false);
  return (
    <li class="source profile">
      <i class="tick" data-weight="2" />
      <div class="source-body">
        <h2 class="profile-name">
          <b dir="auto">{props.profile.name}</b>
        </h2>
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
        <button
          type="button"
          id={`edit-${props.profile.id}`}
          class="button bare"
          onClick={() => props.onEdit()}
        >
          Edit <span class="unseen">{props.profile.name}</span>
        </button>
        <Show when={!props.profile.isDefault}>
          <button type="button" class="button bare" onClick={() => setAsking(true)}>
            Delete <span class="unseen">{props.profile.name}</span>
          </button>
        </Show>
      </div>
      <Show when={isAsking()}>
        <Suspense>
          <ConfirmDialog
            title={`Delete the profile ${props.profile.name}?`}
            action="Delete"
            isBusy={remove.isSaving()}
            failure={remove.failure()}
            onConfirm={() => void remove.save(props.profile.id)}
            onClose={() => setAsking(false)}
          >
            <p>
              Its name, address and description are deleted. Your entries stay as they are; a
              profile is only a view of them.
            </p>
          </ConfirmDialog>
        </Suspense>
      </Show>
    </li>
  );
}
