import { type JSX, Match, Show, Switch } from "solid-js";
import type { Entry } from "../../../shared/timeline.ts";
import { clock, fullTime } from "../../lib/time.ts";
import { Glyph } from "../glyph.tsx";
import { Children } from "./children.tsx";
import { EntryMenuButton } from "./entry-menu-button.tsx";
import { GroupBody } from "./group-body.tsx";
import { HideButton } from "./hide-button.tsx";
import { useLine } from "./line-context.tsx";
import { SingleBody } from "./single-body.tsx";
import { Tick } from "./tick.tsx";

/** One entry on the spine: when, how much, where, what; and what lies inside once it is opened. */
export function EntryRow(props: { entry: Entry }): JSX.Element {
  const line = useLine();
  const platform = () => line.platform(props.entry.platform);
  return (
    <>
      <li
        class="entry"
        classList={{ here: line.isHere(props.entry.id), new: line.isNew(props.entry.id) }}
        data-hue={platform()?.hue}
        data-entry={props.entry.id}
        tabindex="-1"
        onFocusIn={() => line.setHere(props.entry.id)}
      >
        <time
          class="entry-time"
          datetime={props.entry.occurredAt}
          title={fullTime(props.entry.occurredAt, line.zone())}
        >
          <span>{clock(props.entry.occurredAt, line.zone())}</span>
          <Show when={line.isNew(props.entry.id)}>
            <span class="unseen">, new</span>
          </Show>
        </time>
        <Tick entry={props.entry} platform={platform()} />
        <Glyph platform={platform()} id={props.entry.platform} />
        <div class="entry-body">
          <Switch>
            <Match when={props.entry.type === "single" && props.entry} keyed>
              {(entry) => <SingleBody entry={entry} />}
            </Match>
            <Match when={props.entry.type === "group" && props.entry} keyed>
              {(entry) => <GroupBody entry={entry} />}
            </Match>
          </Switch>
        </div>
        <Show when={line.actions}>
          <EntryMenuButton entry={props.entry} />
        </Show>
        <Show when={line.hide}>{(hide) => <HideButton entry={props.entry} onHide={hide()} />}</Show>
      </li>
      <Show when={line.isOpen(props.entry.id)}>
        <Children entry={props.entry} />
      </Show>
    </>
  );
}
