import { type JSX, Match, Show, Suspense, Switch, createSignal, lazy } from "solid-js";
import type { Profile } from "../../../shared/profiles.ts";
import { CopyText } from "../../components/copy-text.tsx";
import { Section } from "../../components/section.tsx";
import { profileHref } from "../../lib/addresses.ts";
import { usePerson } from "../../lib/person.tsx";
import { atClock } from "../../lib/time.ts";
import { useCreateLink, useRevokeLink } from "../../queries/profiles.ts";

const ConfirmDialog = lazy(async () => {
  const { ConfirmDialog: component } = await import("../../components/confirm-dialog.tsx");
  return { default: component };
});

const DAY = 86_400_000;
/** How many days a link is there; null for as long as it is not ended. */
const LIVES = [
  { name: "until I end it", days: null },
  { name: "for a day", days: 1 },
  { name: "for a week", days: 7 },
  { name: "for 30 days", days: 30 },
  { name: "for a year", days: 365 },
] as const;

/** The secret address of an unlisted profile: to copy, to make anew, and to end. */
export function LinkSection(props: { profile: Profile }): JSX.Element {
  const { me, zone, now } = usePerson();
  const creating = useCreateLink();
  const revoking = useRevokeLink();
  const [life, setLife] = createSignal(0);
  const [asked, setAsked] = createSignal<"new" | "end" | null>(null);
  const link = () => props.profile.link;
  const href = (key: string) =>
    location.origin + profileHref(me.data()?.handle ?? "", props.profile.slug, key);
  const isOver = () => {
    const ends = link()?.expiresAt ?? null;
    return ends !== null && Date.parse(ends) <= now();
  };

  async function make(): Promise<void> {
    const days = LIVES[life()]?.days ?? null;
    const expiresAt = days === null ? null : new Date(now() + days * DAY).toISOString();
    if ((await creating.save({ id: props.profile.id, expiresAt })) !== null) setAsked(null);
  }
  async function end(): Promise<void> {
    if ((await revoking.save(props.profile.id)) !== null) setAsked(null);
  }

  return (
    <Section label="Link">
      <Show
        when={link()}
        fallback={
          <p class="source-state">
            There is no link yet, so only you see this profile. Whoever has the link sees it,
            without signing in.
          </p>
        }
      >
        {(held) => (
          <>
            <CopyText label="Link to this profile" text={href(held().key)} />
            <p class="source-state">
              <Switch fallback="It leads here until you end it.">
                <Match when={isOver() && held().expiresAt}>
                  {(at) => (
                    <>It ended {atClock(at(), zone(), now())} and leads nowhere. Make a new one.</>
                  )}
                </Match>
                <Match when={held().expiresAt}>
                  {(at) => <>It ends by itself {atClock(at(), zone(), now())}.</>}
                </Match>
              </Switch>{" "}
              Whoever has it sees this profile, without signing in.
            </p>
          </>
        )}
      </Show>
      <p class="link-new">
        <label for="link-life">A new link, good</label>
        <select
          class="input"
          id="link-life"
          value={life()}
          onChange={(event) => setLife(Number(event.currentTarget.value))}
        >
          {LIVES.map(({ name }, at) => (
            <option value={at}>{name}</option>
          ))}
        </select>
        <button
          type="button"
          class="button"
          disabled={creating.isSaving()}
          onClick={() => (link() === null ? void make() : setAsked("new"))}
        >
          {link() === null ? "Make a link" : "Make a new link"}
        </button>
        <Show when={link()}>
          <button type="button" class="button bare" onClick={() => setAsked("end")}>
            End the link
          </button>
        </Show>
      </p>
      <Show when={link() === null && creating.failure()}>
        {(failure) => (
          <p class="field-problem" role="alert">
            {failure().message}
          </p>
        )}
      </Show>
      <Show when={asked() === "new"}>
        <Suspense>
          <ConfirmDialog
            title="Make a new link?"
            action="Make a new link"
            keep="Keep the old one"
            isBusy={creating.isSaving()}
            failure={creating.failure()}
            onConfirm={() => void make()}
            onClose={() => setAsked(null)}
          >
            <p>
              The link you have now stops working at once. Whoever you gave it to needs the new one.
            </p>
          </ConfirmDialog>
        </Suspense>
      </Show>
      <Show when={asked() === "end"}>
        <Suspense>
          <ConfirmDialog
            title="End this link?"
            action="End the link"
            isBusy={revoking.isSaving()}
            failure={revoking.failure()}
            onConfirm={() => void end()}
            onClose={() => setAsked(null)}
          >
            <p>
              It stops working at once, for everybody who has it. Only you see this profile until
              you make a new one.
            </p>
          </ConfirmDialog>
        </Suspense>
      </Show>
    </Section>
  );
}
