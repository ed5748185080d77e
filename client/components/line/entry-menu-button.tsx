import { type JSX, Show, Suspense, createSignal, lazy } from "solid-js";
import type { Entry } from "../../../shared/timeline.ts";
import { entryName } from "../../lib/entry-name.ts";
import { useLine } from "./line-context.tsx";

const EntryMenu = lazy(async () => {
  const { EntryMenu: component } = await import("./entry-menu.tsx");
  return { default: component };
});

/** What else can be done with an entry. The menu is made when it is first asked for. */
export function EntryMenuButton(props: { entry: Entry }): JSX.Element {
  const line = useLine();
  const [isWanted, setWanted] = createSignal(false);
  const label = () => `More for ${entryName(props.entry, line.platform(props.entry.platform))}`;
  const button = () => (
    <button
      type="button"
      class="icon-button more"
      title="More"
      aria-haspopup="menu"
      onClick={() => setWanted(true)}
    >
      <MoreIcon />
      <span class="unseen">{label()}</span>
    </button>
  );
  return (
    <Show when={isWanted()} fallback={button()}>
      <Suspense fallback={button()}>
        <EntryMenu entry={props.entry}>
          <MoreIcon />
          <span class="unseen">{label()}</span>
        </EntryMenu>
      </Suspense>
    </Show>
  );
}

function MoreIcon(): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M2.500 8h1M7.500 8h1M12.500 8h1" stroke-width="2" />
    </svg>
  );
}
