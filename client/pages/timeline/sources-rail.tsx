import { For, type JSX, Show } from "solid-js";
import type { Connection } from "../../../shared/connections.ts";
import { Glyph } from "../../components/glyph.tsx";
import { completeSince, coverageWords, sinceWords } from "../../lib/coverage-words.ts";
import { needsReconnect } from "../../lib/need-of.ts";
import { formatCount } from "../../lib/numbers.ts";
import { usePerson } from "../../lib/person.tsx";
import { besideTheirOwn, sourceName } from "../../lib/source-name.ts";
import { useConnections } from "../../queries/connections.ts";
import { usePlatforms } from "../../queries/platforms.ts";

/** The sources of the line, each with how many items it brought, and how far back all are complete. */
export function SourcesRail(): JSX.Element {
  const connections = useConnections();
  const platforms = usePlatforms();
  const platform = (id: string) => platforms.data()?.find((each) => each.id === id);
  const nameOf = (connection: Connection) =>
    sourceName(connection, connections.data() ?? [], (id) => platform(id)?.name ?? id);
  const { zone, now } = usePerson();
  const title = (connection: Connection) => {
    const { name, handle } = nameOf(connection);
    const parts = [name, handle ?? "", coverageWords(connection, zone(), now())];
    return parts.filter((part) => part !== "").join(", ");
  };
  const since = () => completeSince(connections.data() ?? []);
  return (
    <aside class="rail" aria-label="Sources">
      <Show when={connections.data()?.length}>
        <h2>
          Sources <span>items</span>
        </h2>
        <ul>
          <For each={besideTheirOwn(connections.data() ?? [])}>
            {(connection) => (
              <li>
                <a href={`/connections/${connection.id}`} title={title(connection)}>
                  <Glyph platform={platform(connection.platform)} id={connection.platform} />
                  <bdi class="rail-name">
                    {nameOf(connection).handle ?? nameOf(connection).name}
                  </bdi>
                  <span class="rail-state" data-tone={toneOf(connection)}>
                    {stateOf(connection)}
                  </span>
                </a>
              </li>
            )}
          </For>
        </ul>
        <Show when={since()}>
          {(at) => (
            <p class="rail-fact">
              Complete <span>{sinceWords(at(), zone(), now())}</span>
            </p>
          )}
        </Show>
      </Show>
    </aside>
  );
}

function stateOf(connection: Connection): string {
  if (connection.status === "paused") return "paused";
  if (needsReconnect(connection)) return "reconnect";
  return formatCount(connection.itemCount);
}

function toneOf(connection: Connection): string | undefined {
  return needsReconnect(connection) ? "bad" : undefined;
}
