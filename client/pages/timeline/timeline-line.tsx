import {
  For,
  type JSX,
  Match,
  Show,
  Suspense,
  Switch,
  createEffect,
  createMemo,
  lazy,
  on,
} from "solid-js";
import { FailedSection } from "../../components/failed-section.tsx";
import { createLine } from "../../components/line/create-line.ts";
import { DaySection } from "../../components/line/day-section.tsx";
import { LineContext } from "../../components/line/line-context.tsx";
import { StaleBar } from "../../components/stale-bar.tsx";
import { Toast } from "../../components/toast.tsx";
import { toDays, toGaps } from "../../lib/days.ts";
import { entryName } from "../../lib/entry-name.ts";
import { usePerson } from "../../lib/person.tsx";
import { atClock } from "../../lib/time.ts";
import { usePlatforms } from "../../queries/platforms.ts";
import { type Asked, useTimeline } from "../../queries/timeline.ts";
import { createHiding } from "./create-hiding.ts";
import { createItemMarks } from "./create-item-marks.ts";
import { createMarking } from "./create-marking.ts";
import { EmptyTimeline } from "./empty-timeline.tsx";
import { EndOfLine } from "./end-of-line.tsx";
import { NewsFlag } from "./news-flag.tsx";
import { NothingBefore, NothingFits } from "./nothing-fits.tsx";
import { Skeleton } from "./skeleton.tsx";
import { SourceNotes } from "./source-notes.tsx";
import { StartOfLine } from "./start-of-line.tsx";
import { useTimelineKeys } from "./use-timeline-keys.ts";

const NoteDialog = lazy(async () => {
  const { NoteDialog: component } = await import("./note-dialog.tsx");
  return { default: component };
});

const WhyDialog = lazy(async () => {
  const { WhyDialog: component } = await import("./why-dialog.tsx");
  return { default: component };
});

interface TimelineLineProps {
  readonly asked: Asked;
  /** Shows everything again. */
  readonly onClear: () => void;
}

/** Entries by day: all of them, from a day, or what a filter leaves. */
export function TimelineLine(props: TimelineLineProps): JSX.Element {
  const person = usePerson();
  const timeline = useTimeline(() => props.asked);
  const platforms = usePlatforms();
  const zone = () => timeline.zone() ?? person.zone();
  const created = createLine({ zone, now: person.now, platforms: () => platforms.data() ?? [] });
  const hiding = createHiding(timeline.entries, created.platform);
  const marks = createItemMarks(created.platform, hiding.say, hiding.leaves);
  const line = { ...created, hide: hiding.hide, actions: marks };

  const days = createMemo(() => toDays(timeline.entries() ?? []));
  const dayKeys = createMemo(() => [...days().keys()]);
  const gaps = createMemo(() => toGaps([...days().values()].flat()));
  const isLast = (day: string) => day === dayKeys().at(-1);

  const markForAWhile = createMarking(line);
  function showNews(): void {
    const { ids } = timeline.news();
    timeline.showNews();
    markForAWhile(ids);
    window.scrollTo({ top: 0 });
  }
  const hasNews = () => timeline.news().added + timeline.news().changed > 0;
  const hasEntries = () => dayKeys().length > 0;
  const marked = () => {
    const entry = timeline.entries()?.find((each) => each.id === line.here());
    return entry?.type === "single" ? entry : null;
  };
  useTimelineKeys({
    line,
    hasEntries,
    hasNews,
    showNews,
    hide: (id) => {
      const entry = timeline.entries()?.find((each) => each.id === id);
      if (entry) hiding.hide(entry);
    },
    canMark: () => marked() !== null,
    pin: () => {
      const entry = marked();
      if (entry) marks.pin(entry, entry.item.pinnedAt === null);
    },
    writeNote: () => {
      const entry = marked();
      if (entry) marks.writeNote(entry);
    },
    canUndo: hiding.canUndo,
    undo: hiding.undo,
  });
  /** Nothing of what was read so far is to be shown, and there is more. */
  const isLookingOn = () => timeline.entries() !== undefined && !hasEntries() && timeline.hasMore();
  createEffect(() => {
    const isWaiting = timeline.isFetchingMore() || timeline.moreFailure() !== null;
    if (isLookingOn() && !isWaiting) timeline.fetchMore();
  });

  // The keyboard's place is kept only while its entry is there.
  createEffect(
    on(timeline.entries, (entries) => {
      const here = line.here();
      if (here !== null && !entries?.some((entry) => entry.id === here)) line.leave();
    }),
  );

  return (
    <LineContext.Provider value={line}>
      <Switch fallback={<Skeleton words="Fetching your timeline" />}>
        <Match when={dayKeys().length > 0}>
          <Show when={props.asked.query === undefined && props.asked.from === undefined}>
            <SourceNotes />
          </Show>
          <StartOfLine timeline={timeline} />
          <NewsFlag news={timeline.news()} readAt={timeline.readAt()} onShow={showNews} />
          <For each={dayKeys()}>
            {(day) => (
              <DaySection
                day={day}
                entries={days().get(day) ?? []}
                gaps={gaps()}
                isOpenEnded={isLast(day) && timeline.hasMore()}
              />
            )}
          </For>
          <EndOfLine timeline={timeline} isFiltered={props.asked.query !== undefined} />
          <StaleBar
            of={timeline.head}
            shown={`This is from ${atClock(timeline.readAt(), zone(), person.now()).replace(/^at /, "")}.`}
          />
        </Match>
        <Match when={isLookingOn() && timeline.moreFailure() !== null}>
          <EndOfLine timeline={timeline} isFiltered={props.asked.query !== undefined} />
        </Match>
        <Match when={isLookingOn()}>
          <Skeleton words="Looking further back" />
        </Match>
        <Match when={timeline.entries() && props.asked.query}>
          {(query) => <NothingFits query={query()} onClear={props.onClear} />}
        </Match>
        <Match when={timeline.entries() && props.asked.from}>
          {(from) => <NothingBefore day={from()} onClear={props.onClear} />}
        </Match>
        <Match when={timeline.entries()}>
          <EmptyTimeline />
        </Match>
        <Match when={timeline.first.failure()}>
          <div class="axis fills">
            <FailedSection
              heading="The timeline could not be loaded"
              comfort="Your entries are safe."
              of={timeline.first}
            />
          </div>
        </Match>
      </Switch>
      <Show when={marks.noted()} keyed>
        {(entry) => (
          <Suspense>
            <NoteDialog
              name={entryName(entry, line.platform(entry.platform))}
              text={entry.item.note ?? ""}
              isBusy={marks.note.isSaving()}
              failure={marks.note.failure()}
              onSave={(text) => void marks.saveNote(text)}
              onClose={marks.closeNote}
            />
          </Suspense>
        )}
      </Show>
      <Show when={marks.asked()} keyed>
        {(entry) => (
          <Suspense>
            <WhyDialog entry={entry} onClose={marks.closeAsked} />
          </Suspense>
        )}
      </Show>
      <Toast said={hiding.said()} onEnd={hiding.settle} />
    </LineContext.Provider>
  );
}
