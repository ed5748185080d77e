import { For, type JSX, Show } from "solid-js";
import type { Connection } from "../../../shared/connections.ts";
import { Glyph } from "../../components/glyph.tsx";
import { formatCount } from "../../lib/numbers.ts";
import { useConnections } from "../../queries/connections.ts";
import { usePlatforms } from "../../queries/platforms.ts";

/** The sources of the line, each with how many items it brought, or with what it waits for. */
export function SourcesRail(): JSX.Element {
  const connections = useConnections();
  const platforms = usePlatforms();
  const platform = (id: string) => platforms.data()?.find((each) => each.id === id);
  /** Two accounts of one platform are told apart by their handles. */
  const nameOf = (connection: Connection) => {
    const same = connections.data()?.filter((each) => each.platform === connection.platform);
    if (same !== undefined && same.length > 1) return connection.handle;
    return platform(connection.platform)?.name ?? connection.platform;
  };
  return (
    <aside class="rail" aria-label="Sources">
      <Show when={connections.data()?.length}>
        <h2>
          Sources <span>items</span>
        </h2>
        <ul>
          <For each={connections.data()}>
            {(connection) => (
              <li>
                <a href={`/connections/${connection.id}`}>
                  <Glyph platform={platform(connection.platform)} id={connection.platform} />
                  <bdi class="rail-name">{nameOf(connection)}</bdi>
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
  if (connection.status === "needs_reconnect") return "reconnect";
  if (connection.status === "paused") return "paused";
  return formatCount(connection.itemCount);
}

function toneOf(connection: Connection): string | undefined {
  return connection.status === "needs_reconnect" ? "bad" : undefined;
}
