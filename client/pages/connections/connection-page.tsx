import { useParams } from "@solidjs/router";
import { type JSX, Match, Show, Switch } from "solid-js";
import { FailedSection } from "../../components/failed-section.tsx";
import type { Connection } from "../../../shared/connections.ts";
import { Frame } from "../../components/frame.tsx";
import { Glyph } from "../../components/glyph.tsx";
import { MissingSection } from "../../components/missing-section.tsx";
import { ProgressLine } from "../../components/progress-line.tsx";
import { Section } from "../../components/section.tsx";
import { StaleBar } from "../../components/stale-bar.tsx";
import { connectionWords } from "../../lib/connection-words.ts";
import { useKeys } from "../../lib/keys.tsx";
import { needsReconnect } from "../../lib/need-of.ts";
import { usePerson } from "../../lib/person.tsx";
import { quietWords } from "../../lib/quiet-words.ts";
import { canSync } from "../../lib/sync-limits.ts";
import { useTitle } from "../../lib/use-title.ts";
import { useConnection, useConnectionAction, useRuns } from "../../queries/connections.ts";
import { usePlatforms } from "../../queries/platforms.ts";
import { AccessSection } from "./access-section.tsx";
import { ActionProblem } from "./action-problem.tsx";
import { ConnectionActions } from "./connection-actions.tsx";
import { ConnectionFacts } from "./connection-facts.tsx";
import { DisconnectSection } from "./disconnect-section.tsx";
import { RunHistory } from "./run-history.tsx";
import { SettingsSection } from "./settings-section.tsx";
import { UsesSection } from "./uses-section.tsx";
import { WarningNote } from "./warning-note.tsx";

/** One connection: how it is, what it holds, its history, and how to end it. */
export function ConnectionPage(): JSX.Element {
  const params = useParams<{ id: string }>();
  const connection = useConnection(() => params.id);
  const platforms = usePlatforms();
  const platform = () => platforms.data()?.find((each) => each.id === connection.data()?.platform);
  const name = () => platform()?.name ?? "Connection";
  /** Names come with the platforms; without them a row would first show their ids. */
  const isReady = () => platforms.data() !== undefined || platforms.failure() !== null;
  useTitle(name);
  return (
    <Frame>
      <Switch
        fallback={
          <p class="skeleton-words" role="status">
            Fetching this connection
          </p>
        }
      >
        <Match when={isReady() && connection.data()}>
          {(held) => (
            <>
              <StaleBar of={connection} shown="This is what was known before." />
              <Details connection={held()} name={name()} />
            </>
          )}
        </Match>
        <Match when={connection.failure()?.kind === "not_found"}>
          <MissingSection heading="There is no such connection">
            It was disconnected, or the address is wrong.{" "}
            <a class="link" href="/connections">
              See your connections
            </a>
          </MissingSection>
        </Match>
        <Match when={connection.failure()}>
          <FailedSection heading="This connection could not be read" of={connection} />
        </Match>
      </Switch>
    </Frame>
  );
}

function Details(props: { connection: Connection; name: string }): JSX.Element {
  const { zone, now } = usePerson();
  const platforms = usePlatforms();
  const action = useConnectionAction(() => props.connection.id);
  const platform = () => platforms.data()?.find((each) => each.id === props.connection.platform);
  const words = () => connectionWords(props.connection, zone(), now());
  const runs = useRuns(() => props.connection.id);
  const quiet = () => quietWords(props.connection, runs.data() ?? [], now());
  /** What the person has to do stands before everything else. */
  const isNeedy = () => needsReconnect(props.connection);
  const isSyncable = () => canSync(props.connection, now());
  useKeys([
    {
      keys: "s",
      label: "Sync now",
      hint: { keys: "s", text: "sync now", when: isSyncable },
      when: isSyncable,
      run: () => void action.save("sync"),
    },
  ]);
  return (
    <>
      <p class="page-back">
        <a class="link" href="/connections">
          Connections
        </a>
      </p>
      <header class="page-head">
        <h1>
          <Glyph platform={platform()} id={props.connection.platform} /> {props.name}{" "}
          <bdi class="page-head-handle">{props.connection.handle}</bdi>
        </h1>
        <ConnectionActions connection={props.connection} platform={platform()} action={action} />
      </header>
      <Section label="Now" heading="How it is doing">
        <p class="source-state" data-tone={words().tone}>
          <Show when={words().lead}>
            <b>{words().lead}</b>{" "}
          </Show>
          {words().text}
        </p>
        <WarningNote connection={props.connection} />
        <Show when={quiet()}>
          <p class="source-state">{quiet()}</p>
        </Show>
        <Show when={props.connection.progress}>
          {(progress) => (
            <ProgressLine
              progress={progress()}
              hue={platform()?.hue}
              name={`Sync of ${props.name}`}
            />
          )}
        </Show>
        <ActionProblem connection={props.connection} failure={action.failure()} />
        <ConnectionFacts connection={props.connection} />
      </Section>
      <Show when={platform()}>
        {(known) => (
          <>
            <Show when={isNeedy()}>
              <AccessSection connection={props.connection} platform={known()} />
            </Show>
            <UsesSection connection={props.connection} platform={known()} />
            <SettingsSection connection={props.connection} platform={known()} />
          </>
        )}
      </Show>
      <RunHistory connection={props.connection} platform={platform()} />
      <Show when={!isNeedy() && platform()}>
        {(known) => <AccessSection connection={props.connection} platform={known()} />}
      </Show>
      <DisconnectSection
        connection={props.connection}
        name={props.name}
        connect={platform()?.connect}
      />
    </>
  );
}
