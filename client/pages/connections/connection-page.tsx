import { useParams } from "@solidjs/router";
import { type JSX, Match, Show, Switch } from "solid-js";
import type { Connection } from "../../../shared/connections.ts";
import { FailureNote } from "../../components/failure-note.tsx";
import { Frame } from "../../components/frame.tsx";
import { Glyph } from "../../components/glyph.tsx";
import { ProgressLine } from "../../components/progress-line.tsx";
import { Section } from "../../components/section.tsx";
import { StaleBar } from "../../components/stale-bar.tsx";
import { webHref } from "../../lib/addresses.ts";
import { connectionWords } from "../../lib/connection-words.ts";
import { useKeys } from "../../lib/keys.tsx";
import { formatCount } from "../../lib/numbers.ts";
import { usePerson } from "../../lib/person.tsx";
import { clockOrDate, fullTime, relative, shortDate } from "../../lib/time.ts";
import { useTitle } from "../../lib/use-title.ts";
import { useConnection, useConnectionAction, usePlatforms } from "../../queries/connections.ts";
import { AccessSection } from "./access-section.tsx";
import { ConnectionActions } from "./connection-actions.tsx";
import { DisconnectSection } from "./disconnect-section.tsx";
import { RunHistory } from "./run-history.tsx";

/** One connection: how it is, what it holds, its history, and how to end it. */
export function ConnectionPage(): JSX.Element {
  const params = useParams<{ id: string }>();
  const connection = useConnection(() => params.id);
  const platforms = usePlatforms();
  const platform = () => platforms.data()?.find((each) => each.id === connection.data()?.platform);
  const name = () => platform()?.name ?? connection.data()?.platform ?? "Connection";
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
        <Match when={connection.data()}>
          {(held) => (
            <>
              <StaleBar of={connection} shown="This is what was known before." />
              <Details connection={held()} name={name()} />
            </>
          )}
        </Match>
        <Match when={connection.failure()?.kind === "not_found"}>
          <Section label="Gone">
            <div class="note">
              <h1>There is no such connection</h1>
              <p>
                It was disconnected, or the address is wrong.{" "}
                <a class="link" href="/connections">
                  See your connections
                </a>
              </p>
            </div>
          </Section>
        </Match>
        <Match when={connection.failure()}>
          <Section label="Failed">
            <FailureNote heading="This connection could not be read" of={connection} />
          </Section>
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
  const canSync = () => props.connection.status === "active" && !props.connection.isSyncing;
  useKeys([
    {
      keys: "s",
      label: "Sync now",
      hint: { keys: "s", text: "sync now", when: canSync },
      when: canSync,
      run: () => void action.save("sync"),
    },
  ]);
  return (
    <>
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
        <Show when={props.connection.progress}>
          {(progress) => (
            <ProgressLine
              progress={progress()}
              hue={platform()?.hue}
              name={`Sync of ${props.name}`}
            />
          )}
        </Show>
        <Show when={action.failure()}>
          {(failure) => (
            <p class="field-problem" role="alert">
              {failure().message}
            </p>
          )}
        </Show>
        <dl class="facts">
          <Fact name="Account">
            <Show
              when={webHref(props.connection.url)}
              fallback={<bdi>{props.connection.displayName ?? props.connection.handle}</bdi>}
            >
              {(href) => (
                <a class="link" href={href()} target="_blank" rel="noopener noreferrer">
                  <bdi>{props.connection.displayName ?? props.connection.handle}</bdi>
                </a>
              )}
            </Show>
          </Fact>
          <Fact name="Items">
            {formatCount(props.connection.itemCount)}
            <Show when={props.connection.oldestItemAt}>
              {(at) => <>, back to {shortDate(at(), zone(), now())}</>}
            </Show>
          </Fact>
          <Fact name="Reads">
            {props.connection.includesPrivate ? "Public and private activity" : "Public activity"}
          </Fact>
          <Fact name="History">
            {props.connection.isComplete ? "Read once as a whole" : "Not read as a whole yet"}
          </Fact>
          <Fact name="Last worked">
            <Moment at={props.connection.lastSuccessAt} otherwise="Not yet" />
          </Fact>
          <Fact name="Next check">
            <Show when={props.connection.nextCheckAt} fallback="None until you act">
              {(at) => clockOrDate(at(), zone(), now())}
            </Show>
          </Fact>
          <Fact name="Connected">
            <Moment at={props.connection.createdAt} otherwise="" />
          </Fact>
        </dl>
      </Section>
      <RunHistory connectionId={props.connection.id} hue={platform()?.hue} />
      <AccessSection connection={props.connection} platform={platform()} />
      <DisconnectSection connection={props.connection} name={props.name} />
    </>
  );
}

function Fact(props: { name: string; children: JSX.Element }): JSX.Element {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function Moment(props: { at: string | null; otherwise: string }): JSX.Element {
  const { zone, now } = usePerson();
  return (
    <Show when={props.at} fallback={props.otherwise}>
      {(at) => (
        <time datetime={at()} title={fullTime(at(), zone())}>
          {relative(at(), now())}
        </time>
      )}
    </Show>
  );
}
