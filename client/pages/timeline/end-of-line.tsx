import { type JSX, Match, Switch, createEffect, onCleanup } from "solid-js";
import { useLine } from "../../components/line/line-context.tsx";
import { dayName, dayOf } from "../../lib/time.ts";
import type { Timeline } from "../../queries/timeline.ts";
import { SourceCoverage } from "./source-coverage.tsx";

/** Below the last entry that is held: fetches more when it comes near, or says that this is the end, and how far back each source goes. */
export function EndOfLine(props: {
  timeline: Timeline;
  /** Some entries are left out. */
  isFiltered: boolean;
}): JSX.Element {
  const line = useLine();
  const oldest = () => props.timeline.entries()?.at(-1);
  const sources = () => props.timeline.freshness()?.sources ?? [];
  /** A source that gives only its newest may have had more before. */
  const endWords = () => {
    if (sources().some((source) => !source.isComplete)) return "further back is still being read.";
    if (props.isFiltered) return "the first entry that matches.";
    const isLimited = sources().some((source) => source.coverage.limit !== null);
    return `the first entry your sources ${isLimited ? "give" : "have"}.`;
  };
  const date = () => {
    const entry = oldest();
    if (!entry) return null;
    const at = entry.type === "group" ? entry.firstAt : entry.occurredAt;
    const { number, month } = dayName(dayOf(at, line.zone()), "0000");
    return `${number} ${month}`;
  };

  const observer = new IntersectionObserver(
    (seen) => {
      if (seen.some((each) => each.isIntersecting)) fetchMore();
    },
    { rootMargin: "0px 0px 1200px 0px" },
  );
  onCleanup(() => observer.disconnect());
  let sentinel: HTMLDivElement | undefined;
  function fetchMore(): void {
    if (props.timeline.moreFailure() === null) props.timeline.fetchMore();
  }
  // An observer tells changes only: after each page it is asked again whether the end is near.
  createEffect(() => {
    props.timeline.entries();
    if (!sentinel) return;
    observer.unobserve(sentinel);
    observer.observe(sentinel);
  });

  return (
    <div class="end-of-line axis" ref={(element) => (sentinel = element)}>
      <Switch
        fallback={
          <div class="line-note">
            <i class="tick" data-weight="6" />
            <div>
              <p>
                {date()}: {endWords()}
              </p>
              <SourceCoverage sources={sources()} />
            </div>
          </div>
        }
      >
        <Match when={props.timeline.moreFailure()}>
          {(failure) => (
            <div class="line-note failed" role="alert">
              <i class="tick" data-weight="3" />
              <p>
                <b>Further back did not load.</b> {failure().message}{" "}
                <button type="button" class="link" onClick={() => props.timeline.fetchMore()}>
                  Try again
                </button>
              </p>
            </div>
          )}
        </Match>
        <Match when={props.timeline.isFetchingMore()}>
          <div class="line-note" role="status">
            <i class="tick waiting" data-weight="3" />
            <p>Fetching what was before</p>
          </div>
        </Match>
        <Match when={props.timeline.hasMore()}>
          <div class="line-note">
            <i class="tick" data-weight="3" />
            <p>
              <button type="button" class="link" onClick={() => props.timeline.fetchMore()}>
                Show what was before
              </button>
            </p>
          </div>
        </Match>
      </Switch>
    </div>
  );
}
