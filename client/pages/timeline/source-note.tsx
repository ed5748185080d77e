import { type JSX, Show } from "solid-js";
import { reconnectHref } from "../../lib/addresses.ts";
import { connectionWords } from "../../lib/connection-words.ts";
import { needsReconnect } from "../../lib/need-of.ts";
import { usePerson } from "../../lib/person.tsx";
import { usePlatforms } from "../../queries/platforms.ts";
import { SourceLink, type SourceLinkProps } from "./source-link.tsx";

/** One source in a line: how it is doing, and the way to mend it where that is the person's. */
export function SourceNote(props: SourceLinkProps): JSX.Element {
  const { zone, now } = usePerson();
  const platforms = usePlatforms();
  const platform = () => platforms.data()?.find((each) => each.id === props.connection.platform);
  const words = () => connectionWords(props.connection, zone(), now());
  const marked = () => markedIn(words().lead);
  const reconnect = () => {
    const known = platform();
    if (!known || !needsReconnect(props.connection)) return undefined;
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
          {words().lead.slice(marked().length)} {words().text}
          <Show when={reconnect()}>
            {(href) => (
              <>
                {" "}
                <a
                  class="source-mend"
                  href={href()}
                  rel={platform()?.connect.type === "oauth" ? "external" : undefined}
                >
                  Reconnect
                  <span class="unseen"> {platform()?.name}</span>
                </a>
              </>
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
