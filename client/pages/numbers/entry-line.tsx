import { type JSX, Match, Show, Switch } from "solid-js";
import { faceOf } from "../../../shared/face-of.ts";
import type { Entry } from "../../../shared/timeline.ts";
import { Glyph } from "../../components/glyph.tsx";
import { ItemLink } from "../../components/line/item-link.tsx";
import { PlaceLink } from "../../components/line/place-link.tsx";
import { kindCount } from "../../lib/entry-words.ts";
import { isPerson } from "../../lib/is-person.ts";
import { itemLine } from "../../lib/item-line.ts";
import { usePlatforms } from "../../queries/platforms.ts";

/** An entry in one line. */
export function EntryLine(props: { entry: Entry }): JSX.Element {
  const platforms = usePlatforms();
  const info = () => platforms.data()?.find((each) => each.id === props.entry.platform);
  const head = () => (props.entry.type === "group" ? props.entry : props.entry.item);
  const verb = () => {
    const state = props.entry.type === "group" ? null : props.entry.item.state;
    return faceOf(info(), head().kind, state).verb;
  };
  return (
    <li class="entry-line" data-hue={info()?.hue}>
      <Glyph platform={info()} id={props.entry.platform} />
      <span>
        <Show when={verb() !== ""}>
          <span class="verb">{verb()}</span>{" "}
        </Show>
        <Switch>
          <Match when={props.entry.type === "group" && props.entry} keyed>
            {(group) => <>{kindCount(group.kind, group.count, info())}</>}
          </Match>
          <Match when={props.entry.type === "single" && props.entry} keyed>
            {({ item }) => (
              <ItemLink url={item.url} language={item.language}>
                {itemLine(item, info())}
              </ItemLink>
            )}
          </Match>
        </Switch>
        <Show when={head().place}>
          {(place) => (
            <span class="verb">
              {" "}
              {isPerson(place()) ? "to" : "in"} <PlaceLink place={place()} />
            </span>
          )}
        </Show>
      </span>
    </li>
  );
}
