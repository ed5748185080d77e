import { type JSX, Show } from "solid-js";
import { faceOf } from "../../../shared/face-of.ts";
import type { SingleEntry } from "../../../shared/timeline.ts";
import { insideWords, openFor, unspokenState } from "../../lib/entry-words.ts";
import { toExcerpt } from "../../lib/excerpt.ts";
import { toFigures } from "../../lib/figures.ts";
import { FigureMarks } from "./figure-marks.tsx";
import { ItemLink } from "./item-link.tsx";
import { useLine } from "./line-context.tsx";
import { PlaceLink } from "./place-link.tsx";
import { Unfold } from "./unfold.tsx";

/** What one item says: verb and object, a few lines of its text, and facts about it. */
export function SingleBody(props: { entry: SingleEntry }): JSX.Element {
  const line = useLine();
  const item = () => props.entry.item;
  const platform = () => line.platform(props.entry.platform);
  const kind = () => platform()?.kinds[item().kind];
  const title = () => item().title || item().reference || kind()?.name || item().kind;

  /** Not counted again: what the unfolding button counts, and files, of which lines say more. */
  const told = () => [
    "files",
    ...props.entry.children.flatMap((child) => platform()?.kinds[child.kind]?.plural ?? []),
  ];
  const figures = () => toFigures([item()], told());
  const words = () =>
    [
      item().isPrivate ? "private" : null,
      unspokenState(item(), platform()),
      openFor(item(), line.now),
      ...(figures().lines ? figures().words : figures().words.slice(1)),
    ]
      .filter((part) => part !== null)
      .join(", ");

  return (
    <>
      <p class="entry-head">
        <span class="verb">{faceOf(platform(), item().kind, item().state).verb}</span>{" "}
        <ItemLink url={item().url}>
          <Show when={kind()?.made} fallback={title()}>
            <strong>{title()}</strong>
          </Show>
        </ItemLink>
        <Show when={item().title !== "" && item().reference}>
          {(reference) => <span class="quiet"> {reference()}</span>}
        </Show>
      </p>
      <Show when={toExcerpt(item().body)}>
        {(text) => (
          <p class="excerpt" dir="auto">
            {text()}
          </p>
        )}
      </Show>
      <p class="meta">
        <Show when={item().place}>{(place) => <PlaceLink place={place()} />}</Show>
        <Show when={item().place !== null && words() !== ""}>, </Show>
        {words()}
        <Show when={props.entry.childCount > 0}>
          <Show when={item().place !== null || words() !== ""}>, </Show>
          <Unfold entryId={props.entry.id}>
            {insideWords(props.entry.children, props.entry.childCount, platform())}
          </Unfold>
        </Show>
        <FigureMarks
          figures={figures()}
          follows={item().place !== null || words() !== "" || props.entry.childCount > 0}
        />
      </p>
    </>
  );
}
