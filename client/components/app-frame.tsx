import { useLocation, useNavigate } from "@solidjs/router";
import {
  ErrorBoundary,
  type JSX,
  Show,
  Suspense,
  createEffect,
  createSignal,
  lazy,
  on,
} from "solid-js";
import { type KeyBinding, KeysProvider, useKeyMap, useKeys } from "../lib/keys.tsx";
import { PersonProvider } from "../lib/person.tsx";
import { setVisitMark } from "../lib/visit-mark.ts";
import { useForgetAll, useMe } from "../queries/me.ts";
import { useWakeOnOpening } from "../queries/wake.ts";
import { NAV_TARGETS } from "./nav-targets.ts";
import { EraseNotice } from "./erase-notice.tsx";
import { PageCrashed } from "./page-crashed.tsx";
import { StatusLine } from "./status-line.tsx";
import { Tabs, TopBar } from "./top-bar.tsx";

const KeysDialog = lazy(async () => {
  const { KeysDialog: component } = await import("./keys-dialog.tsx");
  return { default: component };
});

/** What stands around every page of a person who is signed in. */
export function AppFrame(props: { children?: JSX.Element }): JSX.Element {
  const me = useMe();
  const location = useLocation();
  const navigate = useNavigate();
  const forgetAll = useForgetAll();
  useWakeOnOpening(() => me.data() !== undefined);

  createEffect(() => {
    if (me.data() !== undefined) setVisitMark(true);
    if (me.failure()?.kind !== "signed_out") return;
    setVisitMark(false);
    const here = location.pathname + location.search;
    forgetAll();
    navigate(`/?next=${encodeURIComponent(here)}`, { replace: true });
  });
  /** Nothing is asked any more: who asks by a session elsewhere would be made anew by it. */
  function leave(): void {
    setVisitMark(false);
    forgetAll();
    navigate("/?erased=1", { replace: true });
  }
  // The keyboard and those who listen start at the top of a page they went to, unless the address
  // names a place in it.
  createEffect(
    on(
      () => location.pathname,
      () => {
        if (location.hash === "") document.getElementById("main")?.focus({ preventScroll: true });
      },
      { defer: true },
    ),
  );

  return (
    <PersonProvider me={me}>
      <KeysProvider>
        <GlobalKeys />
        <a class="skip" href="#main">
          Skip to content
        </a>
        <TopBar
          targets={NAV_TARGETS}
          home="/timeline"
          end={<a href="/settings">{me.data()?.name ?? ""}</a>}
        />
        <EraseNotice onOver={leave} />
        <ErrorBoundary fallback={(_, reset) => <PageCrashed onRetry={reset} />}>
          <Suspense>{props.children}</Suspense>
        </ErrorBoundary>
        <StatusLine />
        <Tabs targets={NAV_TARGETS} />
      </KeysProvider>
    </PersonProvider>
  );
}

function GlobalKeys(): JSX.Element {
  const navigate = useNavigate();
  const keyMap = useKeyMap();
  const [isHelpOpen, setHelpOpen] = createSignal(false);
  useKeys([
    ...NAV_TARGETS.map(({ name, href, key }) => ({
      keys: `g ${key}`,
      label: `Go to ${name}`,
      run: () => navigate(href),
    })),
    {
      keys: "?",
      label: "All keys",
      hint: { keys: "?", text: "all keys" },
      run: () => setHelpOpen(true),
    },
  ]);
  return (
    <Show when={isHelpOpen()}>
      <Suspense>
        <KeysDialog bindings={oneRowEach(keyMap())} onClose={() => setHelpOpen(false)} />
      </Suspense>
    </Show>
  );
}

/** Keys that do the same stand in one row of the help. */
function oneRowEach(bindings: readonly KeyBinding[]): KeyBinding[] {
  const rows = new Map<string, KeyBinding>();
  for (const binding of bindings) {
    const row = rows.get(binding.label);
    rows.set(binding.label, row ? { ...row, keys: `${row.keys} ${binding.keys}` } : binding);
  }
  return [...rows.values()];
}
