import { type JSX, Show, onCleanup } from "solid-js";
import type { Connection } from "../../../shared/connections.ts";
import type { PlatformInfo } from "../../../shared/platforms.ts";
import { RaiseStop } from "../../components/connect/raise-stop.tsx";
import { reconnectHref } from "../../lib/addresses.ts";
import { mendOf, needOf } from "../../lib/need-of.ts";
import { usePerson } from "../../lib/person.tsx";
import { limitedUntil } from "../../lib/sync-limits.ts";
import { atClock } from "../../lib/time.ts";
import type { useConnectionAction } from "../../queries/connections.ts";

interface ConnectionActionsProps {
  readonly connection: Connection;
  readonly platform: PlatformInfo | undefined;
  readonly action: ReturnType<typeof useConnectionAction>;
  readonly withDetails?: boolean;
}

/** What can be done with a connection now; the one thing that is needed stands out. */
export function ConnectionActions(props: ConnectionActionsProps): JSX.Element {
  const { zone, now } = usePerson();
  const name = () => props.platform?.name ?? props.connection.platform;
  const isBusy = (verb: string) => props.action.isSaving() && props.action.verb() === verb;
  const isElsewhere = () => props.platform?.connect.type === "oauth";
  /** Where a key is typed, the connection's own page has the form at hand. */
  const reconnect = () =>
    props.platform && (isElsewhere() || props.withDetails)
      ? reconnectHref(props.platform, props.connection)
      : undefined;
  const idOf = (verb: string) => `${verb}-${props.connection.id}`;
  /** The row moves to another group: the focus goes to the button that turns it back. */
  async function turn(verb: "pause" | "resume", back: "pause" | "resume"): Promise<void> {
    const target = idOf(back);
    if ((await props.action.save(verb)) !== null) document.getElementById(target)?.focus();
  }
  let place: HTMLDivElement | undefined;
  // What a row waits for changes its group too: what had the focus has it in the new place again.
  onCleanup(() => {
    const held = document.activeElement;
    if (!held || held.id === "" || !place?.contains(held)) return;
    queueMicrotask(() => {
      for (const id of [held.id, idOf("details")]) {
        if (document.activeElement === document.body) document.getElementById(id)?.focus();
      }
    });
  });
  const limit = () => limitedUntil(props.connection, now());
  const limitTitle = () => {
    const until = limit();
    if (until === null) return undefined;
    return `${name()} can be asked again ${atClock(until, zone(), now())}`;
  };
  return (
    <div class="source-actions" ref={(element) => (place = element)}>
      <RaiseStop connection={props.connection} name={name()} class="button primary" />
      <Show when={mendOf(props.connection) === "reconnect" && reconnect()}>
        {(href) => (
          <a
            class="button"
            classList={{ primary: needOf(props.connection) === "you" }}
            rel={isElsewhere() ? "external" : undefined}
            href={href()}
          >
            Reconnect <span class="unseen">{name()}</span>
          </a>
        )}
      </Show>
      <Show when={props.connection.status === "active"}>
        <button
          type="button"
          class="button"
          classList={{ bare: mendOf(props.connection) !== "sync" }}
          id={idOf("sync")}
          disabled={props.connection.isSyncing || isBusy("sync") || limit() !== null}
          title={limitTitle()}
          onClick={() => void props.action.save("sync")}
        >
          {props.connection.isSyncing || isBusy("sync") ? "Syncing" : "Sync now"}
          <span class="unseen"> {name()}</span>
        </button>
        <button
          type="button"
          class="button bare"
          id={idOf("pause")}
          disabled={isBusy("pause")}
          onClick={() => void turn("pause", "resume")}
        >
          Pause <span class="unseen">{name()}</span>
        </button>
      </Show>
      <Show when={props.connection.status === "paused"}>
        <button
          type="button"
          class="button"
          id={idOf("resume")}
          disabled={isBusy("resume")}
          onClick={() => void turn("resume", "pause")}
        >
          Resume <span class="unseen">{name()}</span>
        </button>
      </Show>
      <Show when={props.withDetails}>
        <a class="button bare" id={idOf("details")} href={`/connections/${props.connection.id}`}>
          Details <span class="unseen">of {name()}</span>
        </a>
      </Show>
    </div>
  );
}
