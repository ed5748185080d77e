import { For, type JSX } from "solid-js";
import type { Connection } from "../../../shared/connections.ts";
import { connectionWords } from "../../lib/connection-words.ts";
import { usePerson } from "../../lib/person.tsx";
import { useConnections } from "../../queries/connections.ts";
import { usePlatforms } from "../../queries/platforms.ts";

/** Above the first day: a line for each source that is still being read, waits, or needs the person. */
export function SourceNotes(): JSX.Element {
  const { zone, now } = usePerson();
  const connections = useConnections();
  const platforms = usePlatforms();
  const platform = (id: string) => platforms.data()?.find((each) => each.id === id);
  return (
    <For each={connections.data()?.filter(isNoteworthy)}>
      {(connection) => {
        const words = () => connectionWords(connection, zone(), now());
        return (
          <div class="axis">
            <div class="line-note source-note" data-tone={words().tone}>
              <i
                class="tick"
                classList={{ waiting: connection.isSyncing }}
                data-weight="3"
                data-hue={platform(connection.platform)?.hue}
              />
              <p>
                <a href={`/connections/${connection.id}`}>
                  {platform(connection.platform)?.name ?? connection.platform}
                </a>{" "}
                <b>{markedIn(words().lead)}</b>
                {words().lead.slice(markedIn(words().lead).length)} {words().text}
              </p>
            </div>
          </div>
        );
      }}
    </For>
  );
}

/** Colour is for two words at most. */
function markedIn(lead: string): string {
  return lead.split(" ", 2).join(" ");
}

function isNoteworthy(connection: Connection): boolean {
  if (connection.status === "paused") return false;
  return !connection.isComplete || connection.problem !== null || connection.status !== "active";
}
