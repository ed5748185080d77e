import { For, type JSX, Show, createSignal } from "solid-js";
import type { SyncRun } from "../../../shared/connections.ts";
import { Disclosure } from "../../components/disclosure.tsx";
import { partsWords } from "../../lib/run-words.ts";
import { DayHead, RunLine, RunTime } from "./run-line.tsx";

interface FirstSyncLineProps {
  readonly parts: readonly SyncRun[];
  readonly isOver: boolean;
  /** The day that begins with a run, or null. */
  readonly beginsDay: (run: SyncRun | undefined) => string | null;
  readonly usageNames: Readonly<Record<string, string>>;
  readonly withCost: boolean;
}

/** A first sync as one: how many parts it took, and what they brought together; its parts on unfolding. */
export function FirstSyncLine(props: FirstSyncLineProps): JSX.Element {
  const [isUnfolded, setUnfolded] = createSignal(false);
  return (
    <>
      <li class="line-note">
        <DayHead day={props.beginsDay(props.parts[0])} />
        <RunTime at={props.parts[0]?.finishedAt ?? ""} />
        <div class="run-body">
          <i class="tick" data-teeth={Math.min(4, props.parts.length)} />
          <b>{props.isOver ? "First sync" : "First sync so far"}</b>{" "}
          <span class="quiet">{partsWords(props.parts, props.usageNames)}</span>{" "}
          <Disclosure isOpen={isUnfolded()} onToggle={() => setUnfolded((before) => !before)}>
            Its parts
          </Disclosure>
        </div>
      </li>
      <Show when={isUnfolded()}>
        <For each={props.parts}>
          {(part, index) => (
            <RunLine
              run={part}
              day={index() === 0 ? null : props.beginsDay(part)}
              usageNames={props.usageNames}
              withCost={props.withCost}
            />
          )}
        </For>
      </Show>
    </>
  );
}
