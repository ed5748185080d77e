import { type JSX, Show } from "solid-js";
import type { Connection } from "../../../shared/connections.ts";
import { RaiseStop } from "../../components/connect/raise-stop.tsx";
import { reconnectHref } from "../../lib/addresses.ts";
import { connectionWords } from "../../lib/connection-words.ts";
import { mendOf, needOf } from "../../lib/need-of.ts";
import { usePerson } from "../../lib/person.tsx";
import { warningWords, withNearWarning } from "../../lib/warning-words.ts";
import { usePlatforms } from "../../queries/platforms.ts";
import { SourceLink } from "./source-link.tsx";

interface SourceNoteProps {
  readonly connection: Connection;
  /** Among which it has to be told apart. */
  readonly all: readonly Connection[];
}

/** One source in a line: how it is doing, and the way to mend it where that is the person's. */
export function SourceNote(props: SourceNoteProps): JSX.Element {
  const { zone, now } = usePerson();
  const platforms = usePlatforms();
  const platform = () => platforms.data()?.find((each) => each.id === props.connection.platform);
  const standing = () => withNearWarning(props.connection, now());
  /** What will need the person soon comes before how it is doing now. */
  const words = () => {
    const { warning } = standing();
    return warning !== null && needOf(standing()) === "soon"
      ? { tone: "soon", ...warningWords(warning, zone(), now()) }
      : connectionWords(props.connection, zone(), now());
  };
  const marked = () => markedIn(words().lead);
  const reconnect = () => {
    const known = platform();
    if (!known || mendOf(standing()) !== "reconnect") return undefined;
    return reconnectHref(known, props.connection);
  };
  return (
    <div class="axis">
      <div class="line-note source-note" data-tone={words().tone}>
        <i
          class="tick"
          classList={{ waiting: props.connection.isSyncing }}
          data-weight="3"
          data-hue={platform()?.hue}
        />
        <p>
          <SourceLink connection={props.connection} all={props.all} /> <b>{marked()}</b>
          {words().lead.slice(marked().length)} {words().text}{" "}
          <RaiseStop
            connection={props.connection}
            name={platform()?.name ?? props.connection.platform}
            class="source-mend"
          />
          <Show when={reconnect()}>
            {(href) => (
              <a
                class="source-mend"
                href={href()}
                rel={platform()?.connect.type === "oauth" ? "external" : undefined}
              >
                Reconnect
                <span class="unseen"> {platform()?.name}</span>
              </a>
            )}
          </Show>
        </p>
      </div>
    </div>
  );
}

/** Colour is for two words at most. */
function markedIn(lead: string): string {
  return lead.split(" ", 2).join(" ");
}
