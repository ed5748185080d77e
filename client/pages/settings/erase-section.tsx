import { type JSX, Show, Suspense, createSignal, lazy } from "solid-js";
import type { Me } from "../../../shared/me.ts";
import { KeepAccount } from "../../components/keep-account.tsx";
import { Section } from "../../components/section.tsx";
import { usePerson } from "../../lib/person.tsx";
import { atClock } from "../../lib/time.ts";

const EraseDialog = lazy(async () => {
  const { EraseDialog: component } = await import("./erase-dialog.tsx");
  return { default: component };
});

/** How everything ends: asked for here, and taken back here while there is time. */
export function EraseSection(props: { me: Me }): JSX.Element {
  const { zone, now } = usePerson();
  const [isAsking, setAsking] = createSignal(false);
  return (
    <Section label="End" heading="Erase everything">
      <h2>Erase everything</h2>
      <Show
        when={props.me.eraseAt}
        fallback={
          <>
            <p class="source-state">
              Deletes your timeline, all that your connections brought, your profiles and settings,
              and ends our access at each platform. You have a day to think better of it.
            </p>
            <p class="actions">
              <button type="button" class="button danger" onClick={() => setAsking(true)}>
                Erase everything
              </button>
            </p>
          </>
        }
      >
        {(at) => (
          <>
            <p class="source-state">
              Everything of yours is erased {atClock(at(), zone(), now())}. Until then it stays and
              goes on syncing, so that nothing is missing if you keep it.
            </p>
            <KeepAccount />
          </>
        )}
      </Show>
      <Show when={isAsking()}>
        <Suspense>
          <EraseDialog handle={props.me.handle} onClose={() => setAsking(false)} />
        </Suspense>
      </Show>
    </Section>
  );
}
