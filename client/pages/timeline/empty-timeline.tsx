import { For, type JSX, Match, Show, Switch } from "solid-js";
import { FailedSection } from "../../components/failed-section.tsx";
import { ProgressLine } from "../../components/progress-line.tsx";
import { Section } from "../../components/section.tsx";
import { connectionWords } from "../../lib/connection-words.ts";
import { usePerson } from "../../lib/person.tsx";
import { useConnections } from "../../queries/connections.ts";
import { usePlatforms } from "../../queries/platforms.ts";
import { FirstRun } from "./first-run.tsx";
import { Skeleton } from "./skeleton.tsx";

/** Why there is nothing to see yet, and what helps. */
export function EmptyTimeline(): JSX.Element {
  const connections = useConnections();
  const isReading = () =>
    connections.data()?.some((each) => each.status === "active" && !each.isComplete);
  return (
    <Switch fallback={<Skeleton words="Looking at your sources" />}>
      <Match when={connections.data()?.length === 0}>
        <FirstRun />
      </Match>
      <Match when={connections.data() && isReading()}>
        <Arriving />
      </Match>
      <Match when={connections.data()}>
        <div class="axis fills">
          <Section label="Empty">
            <div class="note">
              <h2>Your sources have nothing to show yet</h2>
              <p>
                Everything they have was read. What you do there from now on appears here within
                minutes.
              </p>
              <p class="actions">
                <a class="button" href="/connections">
                  See your connections
                </a>
              </p>
            </div>
          </Section>
        </div>
      </Match>
      <Match when={connections.failure()}>
        <div class="axis fills">
          <FailedSection heading="Your sources could not be read" of={connections} />
        </div>
      </Match>
    </Switch>
  );
}

function Arriving(): JSX.Element {
  const { zone, now } = usePerson();
  const connections = useConnections();
  const platforms = usePlatforms();
  const platform = (id: string) => platforms.data()?.find((each) => each.id === id);
  return (
    <div class="axis fills">
      <Section label="First">
        <div class="note">
          <h2>Your history is on its way</h2>
          <p>You can watch it arrive: the first entries appear here as soon as they are read.</p>
        </div>
        <For each={connections.data()}>
          {(connection) => {
            const words = () => connectionWords(connection, zone(), now());
            return (
              <div class="arriving">
                <p>
                  <b>{platform(connection.platform)?.name ?? connection.platform}</b>{" "}
                  <bdi class="quiet">{connection.handle}</bdi>
                </p>
                <p class="source-state" data-tone={words().tone}>
                  <b>{words().lead}</b> {words().text}
                </p>
                <Show when={connection.progress}>
                  {(progress) => (
                    <ProgressLine
                      progress={progress()}
                      hue={platform(connection.platform)?.hue}
                      name={`First sync of ${platform(connection.platform)?.name ?? connection.platform}`}
                    />
                  )}
                </Show>
              </div>
            );
          }}
        </For>
      </Section>
    </div>
  );
}
