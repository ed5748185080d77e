import { type JSX, Show } from "solid-js";
import { faceOf } from "../../../shared/face-of.ts";
import { Glyph } from "../../components/glyph.tsx";
import type { KeyboardLine } from "../../components/line/create-line.ts";
import { ItemLink } from "../../components/line/item-link.tsx";
import { PlaceLink } from "../../components/line/place-link.tsx";
import { Marked } from "../../components/marked.tsx";
import { whatItIs } from "../../lib/item-line.ts";
import { dayOf, fullTime, shortDate } from "../../lib/time.ts";
import type { SearchHit } from "../../queries/timeline.ts";

/** One item that was found: when, where, and what of it was looked for. */
export function HitRow(props: { hit: SearchHit; line: KeyboardLine }): JSX.Element {
  const item = () => props.hit.item;
  const platform = () => props.line.platform(item().platform);
  const face = () => faceOf(platform(), item().kind, item().state);
  const day = () => dayOf(item().occurredAt, props.line.zone());
  const isThisYear = () => day().slice(0, 4) === props.line.today().slice(0, 4);
  const date = () => shortDate(item().occurredAt, props.line.zone(), Date.parse(item().occurredAt));
  return (
    <li
      class="entry hit"
      classList={{ here: props.line.isHere(item().id) }}
      data-hue={platform()?.hue}
      data-entry={item().id}
      tabindex="-1"
      onFocusIn={() => props.line.setHere(item().id)}
    >
      <time
        class="entry-time"
        datetime={item().occurredAt}
        title={fullTime(item().occurredAt, props.line.zone())}
      >
        <span>{date()}</span>
        <Show when={!isThisYear()}>
          <span class="hit-year"> {day().slice(0, 4)}</span>
        </Show>
      </time>
      <i class="tick" data-weight={face().weight} />
      <Glyph platform={platform()} id={item().platform} />
      <div class="entry-body">
        <p class="entry-head">
          <Show when={face().verb !== ""}>
            <span class="verb">{face().verb}</span>{" "}
          </Show>
          <ItemLink url={item().url} language={item().language}>
            <Show
              when={item().title !== ""}
              fallback={item().reference ?? whatItIs(item(), platform())}
            >
              <Marked text={item().title} spans={props.hit.title} />
            </Show>
          </ItemLink>
        </p>
        <Show when={props.hit.excerpt}>
          {(excerpt) => (
            <p class="excerpt" dir="auto" lang={item().language ?? undefined}>
              <Marked text={excerpt().text} spans={excerpt().spans} />
            </p>
          )}
        </Show>
        <p class="meta">
          <Show when={item().place}>
            {(place) => (
              <>
                <PlaceLink place={place()} />,{" "}
              </>
            )}
          </Show>
          <Show when={item().isPrivate}>private, </Show>
          <a href={`/timeline?from=${day()}`}>in its day</a>
        </p>
      </div>
    </li>
  );
}
