import { For, type JSX, Show, createMemo } from "solid-js";
import { FailedSection } from "../../components/failed-section.tsx";
import type { PlatformInfo } from "../../../shared/platforms.ts";
import { Frame } from "../../components/frame.tsx";
import { Notice } from "../../components/notice.tsx";
import { PageHead } from "../../components/page-head.tsx";
import { StaleBar } from "../../components/stale-bar.tsx";
import { useKeys } from "../../lib/keys.tsx";
import { NEEDS, type Need, needOf } from "../../lib/need-of.ts";
import { usePerson } from "../../lib/person.tsx";
import { canSync, isToldBy } from "../../lib/sync-limits.ts";
import { useTitle } from "../../lib/use-title.ts";
import { useConnections, useSyncAll } from "../../queries/connections.ts";
import { usePlatforms } from "../../queries/platforms.ts";
import { AvailablePlatform } from "./available-platform.tsx";
import { ConnectAnother } from "./connect-another.tsx";
import { ConnectionRow } from "./connection-row.tsx";
import { KeptRail } from "./kept-rail.tsx";
import { ReturnNotice } from "./return-notice.tsx";
import { SourceGroup } from "./source-group.tsx";
import { SyncNews } from "./sync-news.tsx";

const HEADINGS: Readonly<Record<Need, string>> = {
  you: "Needs you",
  soon: "Needs you soon",
  time: "Waiting",
  nothing: "Working",
  resuming: "Paused",
};

/** Every source, in order of need: what waits for the person, soon or now, for time, works, rests, is not set up. */
export function ConnectionsPage(): JSX.Element {
  useTitle(() => "Connections");
  const connections = useConnections();
  const platforms = usePlatforms();
  const { now } = usePerson();
  const syncAll = useSyncAll();

  const platform = (id: string) => platforms.data()?.find((each) => each.id === id);
  const groups = NEEDS.map((need) => ({
    need,
    connections: createMemo(
      () => connections.data()?.filter((each) => needOf(each) === need) ?? [],
    ),
  }));
  /** The first group that is there says what the strips beside it show. */
  const captioned = () => groups.find((group) => group.connections().length > 0)?.need;
  const active = () => connections.data()?.filter((each) => each.status === "active") ?? [];
  const isConnected = ({ id }: PlatformInfo) =>
    connections.data()?.some((connection) => connection.platform === id) ?? false;
  const available = () => platforms.data()?.filter((each) => !isConnected(each)) ?? [];
  const extendable = () =>
    platforms.data()?.filter((each) => each.configured && isConnected(each)) ?? [];
  /** Names come with the platforms; without them a row would first show their ids. */
  const ready = () =>
    platforms.data() !== undefined || platforms.failure() !== null ? connections.data() : undefined;
  const syncable = () => active().filter((each) => canSync(each, now()));
  const untold = () => {
    const failure = syncAll.failure();
    return failure && !active().some((each) => isToldBy(each, failure)) ? failure : null;
  };
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
        <Show when={active().length > 0}>
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
      <Show when={ready()}>
        {(held) => (
          <ReturnNotice
            connections={held()}
            nameOf={(id) => platform(id)?.name ?? "The platform"}
          />
        )}
      </Show>
      <Show when={untold()}>
        {(failure) => <Notice tone="problem">{failure().message}</Notice>}
      </Show>
      <Show
        when={ready()}
        fallback={
          <Show
            when={connections.failure()}
            fallback={
              <p class="skeleton-words" role="status">
                Fetching your connections
              </p>
            }
          >
            <FailedSection heading="Your connections could not be read" of={connections} />
          </Show>
        }
      >
        <StaleBar of={connections} shown="This is what was known before." />
        <SyncNews connections={connections.data() ?? []} platform={platform} />
        <For each={groups}>
          {(group) => (
            <SourceGroup
              name={HEADINGS[group.need]}
              count={group.connections().length}
              caption={captioned() === group.need ? "Last 24 hours" : undefined}
            >
              <For each={group.connections()}>
                {(each) => <ConnectionRow connection={each} platform={platform(each.platform)} />}
              </For>
            </SourceGroup>
          )}
        </For>
        <Show when={extendable().length > 0}>
          <ConnectAnother platforms={extendable()} />
        </Show>
        <SourceGroup name="Not set up" count={available().length}>
          <For each={available()}>{(each) => <AvailablePlatform platform={each} />}</For>
        </SourceGroup>
        <Show when={platforms.failure() && !platforms.data()}>
          <FailedSection heading="The list of platforms could not be read" of={platforms} />
        </Show>
      </Show>
    </Frame>
  );
}
