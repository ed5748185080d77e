import { For, type JSX, Show, createMemo } from "solid-js";
import type { Connection } from "../../../shared/connections.ts";
import { mendOf, needOf } from "../../lib/need-of.ts";
import { usePerson } from "../../lib/person.tsx";
import { besideTheirOwn } from "../../lib/source-name.ts";
import { withNearWarning } from "../../lib/warning-words.ts";
import { useConnections } from "../../queries/connections.ts";
import { SourceNote } from "./source-note.tsx";
import { WaitingNote } from "./waiting-note.tsx";

/**
 * Above the first day, in order of need: a line for each source that needs the person, now or soon, or
 * is held by a stop, one for those that wait, and one for each that is read for the first time.
 */
export function SourceNotes(): JSX.Element {
  const connections = useConnections();
  const { now } = usePerson();
  const having = (is: (connection: Connection) => boolean) =>
    createMemo(() =>
      besideTheirOwn(connections.data() ?? []).filter((each) => is(withNearWarning(each, now()))),
    );
  const needy = having((each) => needOf(each) === "you");
  const soon = having((each) => needOf(each) === "soon");
  const stopped = having((each) => needOf(each) === "time" && mendOf(each) === "stop");
  const waiting = having((each) => needOf(each) === "time" && mendOf(each) !== "stop");
  const first = having((each) => needOf(each) === "nothing" && !each.isComplete);
  const all = () => connections.data() ?? [];
  return (
    <>
      <For each={[...needy(), ...soon(), ...stopped()]}>
        {(each) => <SourceNote connection={each} all={all()} />}
      </For>
      <Show
        when={waiting().length > 1}
        fallback={
          <For each={waiting()}>{(each) => <SourceNote connection={each} all={all()} />}</For>
        }
      >
        <WaitingNote waiting={waiting()} all={all()} />
      </Show>
      <For each={first()}>{(each) => <SourceNote connection={each} all={all()} />}</For>
    </>
  );
}
