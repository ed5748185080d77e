import { useLocation, useNavigate, useSearchParams } from "@solidjs/router";
import { For, type JSX, Show, createMemo } from "solid-js";
import type { Connection } from "../../../shared/connections.ts";
import { problemText } from "../../../shared/problems.ts";
import { FailureNote } from "../../components/failure-note.tsx";
import { Frame } from "../../components/frame.tsx";
import { Notice } from "../../components/notice.tsx";
import { PageHead } from "../../components/page-head.tsx";
import { Section } from "../../components/section.tsx";
import { StaleBar } from "../../components/stale-bar.tsx";
import { useKeys } from "../../lib/keys.tsx";
import { useTitle } from "../../lib/use-title.ts";
import { useConnections, usePlatforms, useSyncAll } from "../../queries/connections.ts";
import { AvailablePlatform } from "./available-platform.tsx";
import { ConnectionRow } from "./connection-row.tsx";
import { KeptRail } from "./kept-rail.tsx";
import { SourceGroup } from "./source-group.tsx";
import { SyncNews } from "./sync-news.tsx";

/** Every source, in order of need: what waits for the person, what works, what is not set up. */
export function ConnectionsPage(): JSX.Element {
  useTitle(() => "Connections");
  const connections = useConnections();
  const platforms = usePlatforms();
  const syncAll = useSyncAll();

  const platform = (id: string) => platforms.data()?.find((each) => each.id === id);
  const needsPerson = (each: Connection) => each.status === "needs_reconnect";
  const needy = createMemo(() => connections.data()?.filter(needsPerson) ?? []);
  const working = createMemo(() => connections.data()?.filter((each) => !needsPerson(each)) ?? []);
  const available = createMemo(() => {
    const held = connections.data();
    if (held === undefined) return [];
    return (platforms.data() ?? []).filter(
      (each) => !held.some((connection) => connection.platform === each.id),
    );
  });
  const syncable = () => working().filter((each) => each.status === "active" && !each.isSyncing);
  const runSyncAll = () => void syncAll.save(syncable().map((each) => each.id));

  useKeys([
    {
      keys: "s",
      label: "Sync all",
      hint: { keys: "s", text: "sync all", when: () => syncable().length > 0 },
      when: () => syncable().length > 0,
      run: runSyncAll,
    },
  ]);

  return (
    <Frame rail={<KeptRail connections={connections.data() ?? []} />}>
      <PageHead title="Connections">
        <Show when={working().length > 0}>
          <button
            type="button"
            class="button"
            disabled={syncable().length === 0 || syncAll.isSaving()}
            onClick={runSyncAll}
          >
            Sync all <kbd>s</kbd>
          </button>
        </Show>
      </PageHead>
      <ReturnNotice />
      <Show when={syncAll.failure()}>
        {(failure) => <Notice tone="problem">{failure().message}</Notice>}
      </Show>
      <Show
        when={connections.data()}
        fallback={
          <Show
            when={connections.failure()}
            fallback={
              <p class="skeleton-words" role="status">
                Fetching your connections
              </p>
            }
          >
            <Section label="Failed">
              <FailureNote heading="Your connections could not be read" of={connections} />
            </Section>
          </Show>
        }
      >
        <StaleBar of={connections} shown="This is what was known before." />
        <SyncNews connections={connections.data() ?? []} platform={platform} />
        <SourceGroup name="Needs you" count={needy().length} caption="Last 24 hours">
          <For each={needy()}>
            {(each) => <ConnectionRow connection={each} platform={platform(each.platform)} />}
          </For>
        </SourceGroup>
        <SourceGroup
          name="Working"
          count={working().length}
          caption={needy().length === 0 ? "Last 24 hours" : undefined}
        >
          <For each={working()}>
            {(each) => <ConnectionRow connection={each} platform={platform(each.platform)} />}
          </For>
        </SourceGroup>
        <SourceGroup name="Not set up" count={available().length}>
          <For each={available()}>{(each) => <AvailablePlatform platform={each} />}</For>
        </SourceGroup>
        <Show when={platforms.failure() && !platforms.data()}>
          <Section label="Failed">
            <FailureNote heading="The list of platforms could not be read" of={platforms} />
          </Section>
        </Show>
      </Show>
    </Frame>
  );
}

/** What the person came back with: from another site, or from disconnecting. */
function ReturnNotice(): JSX.Element {
  const [search, setSearch] = useSearchParams();
  const location = useLocation<{ notice: string }>();
  const navigate = useNavigate();
  const connections = useConnections();
  const platforms = usePlatforms();
  const nameOf = (id: unknown) =>
    platforms.data()?.find((each) => each.id === id)?.name ?? "The platform";

  const problem = () =>
    typeof search["problem"] === "string"
      ? problemText(search["problem"], nameOf(search["platform"]))
      : null;
  const connected = () => connections.data()?.find((each) => each.id === search["connected"]);
  const dismissSearch = () =>
    setSearch({ problem: undefined, platform: undefined, connected: undefined }, { replace: true });

  return (
    <>
      <Show when={problem()}>
        {(text) => (
          <Notice tone="problem" onDismiss={dismissSearch}>
            {text()}
          </Notice>
        )}
      </Show>
      <Show when={connected()}>
        {(connection) => (
          <Notice tone="done" onDismiss={dismissSearch}>
            {nameOf(connection().platform)}, <bdi>{connection().handle}</bdi>, is connected. Its
            history is on its way to <a href="/timeline">your timeline</a>.
          </Notice>
        )}
      </Show>
      <Show when={location.state?.notice}>
        {(text) => (
          <Notice
            tone="done"
            onDismiss={() => navigate(location.pathname, { replace: true, scroll: false })}
          >
            {text()}
          </Notice>
        )}
      </Show>
    </>
  );
}
