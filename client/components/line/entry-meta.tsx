import {
  For,
  type JSX,
  Match,
  Show,
  Suspense,
  Switch,
  createMemo,
  createSignal,
  lazy,
} from "solid-js";
import type { SingleEntry } from "../../../shared/timeline.ts";
import { webHref } from "../../lib/addresses.ts";
import { insideWords, openFor, unspokenState } from "../../lib/entry-words.ts";
import { toFigures } from "../../lib/figures.ts";
import { inSentence } from "../../lib/in-sentence.ts";
import { coverOf } from "../../lib/media-words.ts";
import { fullTime } from "../../lib/time.ts";
import { AlsoOn } from "./also-on.tsx";
import { AuthorName } from "./author-name.tsx";
import { FigureMarks } from "./figure-marks.tsx";
import { useLine } from "./line-context.tsx";
import { PlaceLink } from "./place-link.tsx";
import { Unfold } from "./unfold.tsx";

const Edits = lazy(async () => {
  const { Edits: component } = await import("./edits.tsx");
  return { default: component };
});

interface EntryMetaProps {
  readonly entry: SingleEntry;
  /** No title leads to the source, so the meta line does. */
  readonly leadsToSource: boolean;
  /** The author is not named above. */
  readonly namesAuthor: boolean;
  /** Nor is the place. */
  readonly namesPlace: boolean;
}

/** The facts about one item, in one line: where, whose, how it stands, what it was given. */
export function EntryMeta(props: EntryMetaProps): JSX.Element {
  const line = useLine();
  const [showsEdits, setShowsEdits] = createSignal(false);
  const item = () => props.entry.item;
  /** What it said before is its owner's alone. */
  const isOwn = () => line.of() === undefined;
  const editedWords = (at: string) => `Edited ${fullTime(at, line.zone())}`;
  const platform = () => line.platform(props.entry.platform);
  const source = () => (props.leadsToSource ? webHref(item().url) : undefined);
  const place = () => (props.namesPlace ? item().place : null);
  const author = () => (props.namesAuthor ? item().author : null);

  /** Not counted again: what the unfolding button counts, and files, of which lines say more. */
  const told = () => [
    "files",
    ...props.entry.children.flatMap((child) => platform()?.kinds[child.kind]?.plural ?? []),
  ];
  const figures = () => toFigures([item()], told());
  /** The first count stands at the right edge, unless lines do. */
  const first = () => (figures().lines ? undefined : figures().words[0]);
  const others = () => figures().words.slice(first() === undefined ? 0 : 1);
  /** Each word once: what is private here may be marked so there. */
  const words = () => [...new Set(facts())].filter((part) => part !== null).join(", ");
  const facts = () => [
    item().isPrivate ? "private" : null,
    unspokenState(item(), platform()),
    openFor(item(), line.now),
    ...item()
      .marks.filter((mark) => mark !== coverOf(item())?.mark)
      .map((mark) => inSentence(platform()?.marks[mark] ?? mark)),
  ];

  const parts = createMemo(() => {
    const present = {
      pinned: item().pinnedAt !== null,
      source: source() !== undefined,
      place: place() !== null,
      author: author() !== null,
      words: words() !== "",
      figure: first() !== undefined,
      others: others().length > 0,
      apart: item().isApart,
      also: props.entry.alsoOn.length > 0,
      edited: item().editedAt !== null,
      inside: props.entry.childCount > 0,
    };
    return Object.entries(present)
      .filter(([, isThere]) => isThere)
      .map(([name]) => name);
  });

  return (
    <>
      <p class="meta">
        <For each={parts()}>
          {(part, index) => (
            <>
              <Show when={index() > 0}>
                <span classList={{ joint: isBesideFigure(parts(), index()) }}>, </span>
              </Show>
              <Switch>
                <Match when={part === "pinned"}>
                  <b class="pinned">pinned</b>
                </Match>
                <Match when={part === "apart"}>shown apart by you</Match>
                <Match when={part === "also"}>
                  <AlsoOn items={props.entry.alsoOn} />
                </Match>
                <Match when={part === "source" && source()}>
                  {(href) => (
                    <a href={href()} target="_blank" rel="noopener noreferrer" data-source>
                      on {platform()?.name ?? props.entry.platform}
                    </a>
                  )}
                </Match>
                <Match when={part === "place" && place()}>
                  {(where) => <PlaceLink place={where()} />}
                </Match>
                <Match when={part === "author" && author()}>
                  {(whose) => (
                    <>
                      by <AuthorName author={whose()} />
                    </>
                  )}
                </Match>
                <Match when={part === "words"}>{words()}</Match>
                <Match when={part === "figure"}>
                  <span class="figure">{first()}</span>
                </Match>
                <Match when={part === "others"}>{others().join(", ")}</Match>
                <Match when={part === "edited" && item().editedAt}>
                  {(at) => (
                    <Show when={isOwn()} fallback={<span title={editedWords(at())}>edited</span>}>
                      <button
                        type="button"
                        class="link"
                        aria-expanded={showsEdits()}
                        title={editedWords(at())}
                        onClick={() => setShowsEdits(!showsEdits())}
                      >
                        edited
                      </button>
                    </Show>
                  )}
                </Match>
                <Match when={part === "inside"}>
                  <Unfold entryId={props.entry.id}>
                    {insideWords(props.entry.children, props.entry.childCount, platform())}
                  </Unfold>
                </Match>
              </Switch>
            </>
          )}
        </For>
        <Show when={figures().lines}>
          <FigureMarks figures={figures()} />
        </Show>
      </p>
      <Show when={showsEdits()}>
        <Suspense>
          <Edits item={item()} zone={line.zone()} />
        </Suspense>
      </Show>
    </>
  );
}

/** Where the figure stands apart, no comma does: before it, or after it when it came first. */
function isBesideFigure(parts: readonly string[], index: number): boolean {
  return parts[index] === "figure" || (index === 1 && parts[0] === "figure");
}
