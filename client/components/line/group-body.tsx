import { type JSX, Show } from "solid-js";
import { faceOf } from "../../../shared/face-of.ts";
import type { GroupEntry } from "../../../shared/timeline.ts";
import { kindCount } from "../../lib/entry-words.ts";
import { toFigures } from "../../lib/figures.ts";
import { isPerson } from "../../lib/is-person.ts";
import { itemLine } from "../../lib/item-line.ts";
import { formatCount } from "../../lib/numbers.ts";
import { FigureMarks } from "./figure-marks.tsx";
import { useLine } from "./line-context.tsx";
import { PlaceLink } from "./place-link.tsx";
import { Unfold } from "./unfold.tsx";

/** What several items of one kind, place and day say together. */
export function GroupBody(props: { entry: GroupEntry }): JSX.Element {
  const line = useLine();
  const platform = () => line.platform(props.entry.platform);
  const verb = () => faceOf(platform(), props.entry.kind, null).verb;
  const isWhole = () => props.entry.items.length >= props.entry.count;
  return (
    <>
      <p class="entry-head">
        <Show when={verb() !== ""}>
          <span class="verb">{verb()}</span>{" "}
        </Show>
        <strong>{kindCount(props.entry.kind, props.entry.count, platform())}</strong>
        <Show when={props.entry.place}>
          {(place) => (
            <>
              {" "}
              <span class="verb">{isPerson(place()) ? "to" : "in"}</span>{" "}
              <PlaceLink place={place()} />
            </>
          )}
        </Show>
      </p>
      <p class="meta">
        <Show when={props.entry.items.some((item) => item.isPrivate)}>private, </Show>
        <Show when={props.entry.items[0]}>
          {(newest) => (
            <>
              <bdi>{itemLine(newest(), platform())}</bdi>
              {", "}
            </>
          )}
        </Show>
        <Unfold entryId={props.entry.id}>and {formatCount(props.entry.count - 1)} more</Unfold>{" "}
        <Show when={isWhole()}>
          <FigureMarks figures={toFigures(props.entry.items)} />
        </Show>
      </p>
    </>
  );
}
