import { For, type JSX, Match, Show, Switch, createMemo, createSignal } from "solid-js";
import type { Recap } from "../../../shared/timeline.ts";
import { FailureNote } from "../../components/failure-note.tsx";
import { Glyph } from "../../components/glyph.tsx";
import { ItemLink } from "../../components/line/item-link.tsx";
import { PlaceLink } from "../../components/line/place-link.tsx";
import { Section } from "../../components/section.tsx";
import { kindCount } from "../../lib/entry-words.ts";
import { itemLine } from "../../lib/item-line.ts";
import { countOf, formatCount } from "../../lib/numbers.ts";
import { addDays, weekdayOf } from "../../lib/plain-days.ts";
import { type Range, useRecap } from "../../queries/numbers.ts";
import { usePlatforms } from "../../queries/platforms.ts";
import { CopyMarkdown } from "./copy-markdown.tsx";

interface RecapSectionProps {
  /** A profile's id; null for all that is one's own. */
  readonly of: string | null;
  readonly year: number;
  /** `2026-05-14` in the person's zone. */
  readonly today: string;
}

const SPANS = ["Today", "Yesterday", "This week", "Last week", "Year"] as const;
/** A year has many; the rest is a press away. */
const FIRST_SHOWN = 6;
type Span = (typeof SPANS)[number];

/** What was done in a day, a week or a year, by project; to read, or to take along. */
export function RecapSection(props: RecapSectionProps): JSX.Element {
  const [span, setSpan] = createSignal<Span>("This week");
  const range = createMemo(() => rangeOf(span(), props.today, props.year), undefined, {
    equals: (one, other) => one.after === other.after && one.before === other.before,
  });
  const recap = useRecap(range, () => props.of);
  return (
    <Section label="Recap" heading="Recap">
      <div role="group" aria-label="Recap of" class="recap-spans">
        <For each={SPANS}>
          {(each) => (
            <button
              type="button"
              class="toggle"
              aria-pressed={span() === each}
              onClick={() => setSpan(each)}
            >
              {each === "Year" ? props.year : each}
            </button>
          )}
        </For>
      </div>
      <div aria-live="polite">
        <Switch fallback={<p class="quiet">Looking back</p>}>
          <Match when={recap.data()}>{(held) => <RecapText recap={held()} />}</Match>
          <Match when={recap.failure()}>
            <FailureNote heading="The recap could not be made" of={recap} />
          </Match>
        </Switch>
      </div>
    </Section>
  );
}

function RecapText(props: { recap: Recap }): JSX.Element {
  const platforms = usePlatforms();
  const [isWhole, setWhole] = createSignal(false);
  const info = (id: string) => platforms.data()?.find((each) => each.id === id);
  return (
    <Show
      when={props.recap.projects.length > 0}
      fallback={<p class="quiet">Nothing was done then.</p>}
    >
      <p class="quiet">
        <Show when={!props.recap.isExact}>At least </Show>
        {countOf(props.recap.items, "item", "items")}
        <Show
          when={props.recap.isExact}
          fallback="; there are more, and only the newest are counted here"
        >
          <Show when={props.recap.isCut}>; only the newest of them are looked at here</Show>
        </Show>
      </p>
      <CopyMarkdown text={props.recap.markdown} />
      <ul class="recap">
        <For each={isWhole() ? props.recap.projects : props.recap.projects.slice(0, FIRST_SHOWN)}>
          {(project) => (
            <li data-hue={info(project.platform)?.hue}>
              <h3>
                <Glyph platform={info(project.platform)} id={project.platform} />{" "}
                <Show
                  when={project.place}
                  fallback={info(project.platform)?.name ?? project.platform}
                >
                  {(name) => <PlaceLink place={{ name: name(), url: null }} />}
                </Show>{" "}
                <span class="quiet">
                  {project.kinds
                    .map(({ kind, items }) => kindCount(kind, items, info(project.platform)))
                    .join(", ")}
                </span>
              </h3>
              <ul>
                <For each={project.highlights}>
                  {(item) => (
                    <li>
                      <ItemLink url={item.url} language={item.language}>
                        {itemLine(item, info(item.platform))}
                      </ItemLink>
                    </li>
                  )}
                </For>
              </ul>
            </li>
          )}
        </For>
      </ul>
      <Show when={props.recap.projects.length > FIRST_SHOWN}>
        <p class="recap-rest">
          <button type="button" class="link" onClick={() => setWhole(!isWhole())}>
            {isWhole()
              ? "Show less"
              : `Show all ${formatCount(props.recap.projects.length)} projects`}
          </button>
        </p>
      </Show>
    </Show>
  );
}

/** A week begins on Monday; this year ends today. */
function rangeOf(span: Span, today: string, year: number): Range {
  const monday = addDays(today, 1 - weekdayOf(today));
  const yesterday = addDays(today, -1);
  switch (span) {
    case "Today":
      return { after: today, before: today };
    case "Yesterday":
      return { after: yesterday, before: yesterday };
    case "This week":
      return { after: monday, before: today };
    case "Last week":
      return { after: addDays(monday, -7), before: addDays(monday, -1) };
    case "Year": {
      const end = `${year}-12-31`;
      return { after: `${year}-01-01`, before: end < today ? end : today };
    }
  }
}
