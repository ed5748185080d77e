import { type JSX, createEffect, createSignal, on } from "solid-js";
import type { Connection } from "../../../shared/connections.ts";
import type { PlatformInfo } from "../../../shared/platforms.ts";
import { countOf } from "../../lib/numbers.ts";

interface SyncNewsProps {
  readonly connections: readonly Connection[];
  readonly platform: (id: string) => PlatformInfo | undefined;
}

/** Tells those who listen when a sync begins and ends; the numbers between would only chatter. */
export function SyncNews(props: SyncNewsProps): JSX.Element {
  const [words, setWords] = createSignal("");
  const phases = () =>
    props.connections.map((each) => ({
      id: each.id,
      phase: each.isSyncing || each.progress !== null ? "syncing" : "resting",
    }));
  createEffect(
    on(phases, (now, before) => {
      for (const { id, phase } of now) {
        const earlier = before?.find((each) => each.id === id)?.phase;
        const connection = props.connections.find((each) => each.id === id);
        if (earlier === undefined || earlier === phase || !connection) continue;
        const name = props.platform(connection.platform)?.name ?? connection.platform;
        const items = countOf(connection.itemCount, "item", "items");
        setWords(phase === "syncing" ? `${name} is syncing.` : `${name} is synced, ${items}.`);
      }
    }),
  );
  return (
    <p class="unseen" role="status">
      {words()}
    </p>
  );
}
