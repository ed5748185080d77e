import { For, type JSX, Show } from "solid-js";
import type { Connection } from "../../../shared/connections.ts";
import { Glyph } from "../../components/glyph.tsx";
import { needsReconnect } from "../../lib/need-of.ts";
import { formatCount } from "../../lib/numbers.ts";
import { besideTheirOwn, sourceName } from "../../lib/source-name.ts";
import { useConnections } from "../../queries/connections.ts";
import { usePlatforms } from "../../queries/platforms.ts";

/** The sources of the line, each with how many items it brought, or with what it waits for. */
export function SourcesRail(): JSX.Element {
  const connections = useConnections();
  const platforms = usePlatforms();
  const platform = (id: string) => platforms.data()?.find((each) => each.id === id);
  const nameOf = (connection: Connection) =>
    sourceName(connection, connections.data() ?? [], (id) => platform(id)?.name ?? id);
  const title = (connection: Connection) => {
    const { name, handle } = nameOf(connection);
    return handle === null ? undefined : `${name}, ${handle}`;
  };
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
