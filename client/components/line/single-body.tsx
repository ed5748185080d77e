import { type JSX, Show } from "solid-js";
import { faceOf } from "../../../shared/face-of.ts";
import type { SingleEntry } from "../../../shared/timeline.ts";
import { toExcerpt } from "../../lib/excerpt.ts";
import { atStart } from "../../lib/in-sentence.ts";
import { whatItIs } from "../../lib/item-line.ts";
import { coverOf } from "../../lib/media-words.ts";
import { isPerson } from "../../lib/is-person.ts";
import { AuthorName } from "./author-name.tsx";
import { Covered } from "./covered.tsx";
import { EntryMeta } from "./entry-meta.tsx";
import { ItemLink } from "./item-link.tsx";
import { ItemMedia } from "./item-media.tsx";
import { useLine } from "./line-context.tsx";
import { PostText } from "./post-text.tsx";

/**
 * What one item says. With a title: verb and object, and a few lines of its text. Without one the
 * text is what is read; under the words of somebody else stands whose they are.
 */
export function SingleBody(props: { entry: SingleEntry }): JSX.Element {
  const line = useLine();
  const item = () => props.entry.item;
  const platform = () => line.platform(props.entry.platform);
  const kind = () => platform()?.kinds[item().kind];
  const verb = () => faceOf(platform(), item().kind, item().state).verb;
  const text = () => (item().title === "" ? item().body : null);
  const quoted = () => (item().title === "" ? item().author : null);
  /** Something to call it by; a text needs none, nor do the words of somebody else. */
  const title = () =>
    text() === null && quoted() === null
      ? item().title || item().reference || whatItIs(item(), platform())
      : null;
  /** Whom it answers: named in its first line then, and not among the facts. */
  const answered = () => {
    const { place } = item();
    if (quoted() !== null || verb() === "" || namesFirst()) return null;
    return text() !== null && isPerson(place) ? place : null;
  };
  /** The text of an answer begins with whom it answers. */
  const namesFirst = () => item().kind === "reply" && /^@\S/.test(text() ?? "");
  const excerpt = () => (item().title === "" ? null : toExcerpt(item().body));
  const coverWords = (mark: string) => atStart(platform()?.marks[mark] ?? mark);

  return (
    <>
      <Show when={title() !== null || quoted()}>
        <p class="entry-head">
          <Show when={verb() !== ""}>
            <span class="verb">{verb()}</span>{" "}
          </Show>
          <Show when={quoted()}>{(author) => <AuthorName author={author()} />}</Show>
          <Show when={title()}>
            {(words) => (
              <ItemLink url={item().url} language={item().language}>
                <Show when={kind()?.made} fallback={words()}>
                  <strong>{words()}</strong>
                </Show>
              </ItemLink>
            )}
          </Show>
          <Show when={item().title !== "" && item().reference}>
            {(reference) => <span class="quiet"> {reference()}</span>}
          </Show>
        </p>
      </Show>
      <Show when={text()}>
        {(words) => (
          <PostText
            text={words()}
            language={item().language}
            verb={quoted() ? "" : namesFirst() ? `${verb()} to` : verb()}
            answered={answered()}
            isQuoted={quoted() !== null}
          />
        )}
      </Show>
      <Covered cover={coverOf(item())} words={coverWords}>
        <Show when={excerpt()}>
          <p class="excerpt" dir="auto" lang={item().language ?? undefined}>
            {excerpt()}
          </p>
        </Show>
        <ItemMedia item={item()} />
      </Covered>
      <EntryMeta
        entry={props.entry}
        leadsToSource={title() === null}
        namesAuthor={quoted() === null}
        namesPlace={answered() === null}
      />
      <Show when={item().note}>
        {(note) => (
          <p class="own-note">
            <span class="quiet">Your note</span> <span dir="auto">{note()}</span>
          </p>
        )}
      </Show>
    </>
  );
}
