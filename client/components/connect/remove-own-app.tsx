import { type JSX, Show, Suspense, createSignal, lazy } from "solid-js";
import type { PlatformInfo } from "../../../shared/platforms.ts";
import { useRemoveOwnApp } from "../../queries/platforms.ts";

const ConfirmDialog = lazy(async () => {
  const { ConfirmDialog: component } = await import("../confirm-dialog.tsx");
  return { default: component };
});

/** Takes back an app of one's own, after saying what that does. */
export function RemoveOwnApp(props: {
  platform: PlatformInfo;
  onRemoved: (words: string) => void;
}): JSX.Element {
  const removing = useRemoveOwnApp(() => props.platform.id);
  const [isAsking, setAsking] = createSignal(false);
  async function confirm(): Promise<void> {
    const { name } = props.platform;
    if ((await removing.save()) === null) return;
    setAsking(false);
    props.onRemoved(`Your ${name} app is removed here. At ${name} it stays as it is.`);
  }
  return (
    <>
      <button type="button" class="button bare" onClick={() => setAsking(true)}>
        Remove your app
        <span class="unseen"> for {props.platform.name}</span>
      </button>
      <Show when={isAsking()}>
        <Suspense>
          <ConfirmDialog
            title={`Remove your ${props.platform.name} app?`}
            action={removing.isSaving() ? "Removing" : "Remove"}
            isBusy={removing.isSaving()}
            failure={removing.failure()}
            onConfirm={() => void confirm()}
            onClose={() => setAsking(false)}
          >
            <p>
              Connections made with it go on until their access runs out; then they ask to be
              connected again. Your app at {props.platform.name} stays as it is.
            </p>
          </ConfirmDialog>
        </Suspense>
      </Show>
    </>
  );
}
