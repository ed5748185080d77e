import { useSearchParams } from "@solidjs/router";
import { type JSX, Match, Show, Suspense, Switch, createMemo, lazy } from "solid-js";
import { parseFilter } from "../../../shared/parse-filter.ts";
import { Frame } from "../../components/frame.tsx";
import { useTitle } from "../../lib/use-title.ts";
import { useConnections } from "../../queries/connections.ts";
import { usePlatforms } from "../../queries/platforms.ts";
import type { Asked } from "../../queries/timeline.ts";
import { Skeleton } from "./skeleton.tsx";
import { SourcesRail } from "./sources-rail.tsx";
import { TimelineFinder } from "./timeline-finder.tsx";
import { TimelineLine } from "./timeline-line.tsx";
import "../../styles/finder.css";

const SearchHits = lazy(async () => {
  const { SearchHits: component } = await import("./search-hits.tsx");
  return { default: component };
});

interface Address {
  readonly [name: string]: string;
  readonly q: string;
  readonly from: string;
  readonly order: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The timeline, what a filter leaves of it, or what words find; the address says which. */
export function TimelinePage(): JSX.Element {
  const [address, setAddress] = useSearchParams<Address>();
  const query = () => address.q?.trim() || undefined;
  useTitle(() => query() ?? "Timeline");
  const connections = useConnections();
  const platforms = usePlatforms();
  const words = createMemo(() => {
    const [sources, known] = [connections.data(), platforms.data()];
    return sources && known && { connections: sources, platforms: known };
  });
  const parsed = createMemo(() => {
    const [typed, known] = [query(), words()];
    return typed === undefined || !known ? undefined : parseFilter(typed, known);
  });
  const isWaiting = () =>
    query() !== undefined &&
    parsed() === undefined &&
    connections.failure() === null &&
    platforms.failure() === null;
  /** Words are searched for; anything else only leaves entries out. */
  const searched = () => {
    const now = parsed();
    if (!now || !("terms" in now)) return undefined;
    return now.terms.some((term) => term.field === "text" && !term.isExcluded)
      ? query()
      : undefined;
  };
  const asked = createMemo((): Asked => {
    const from = address.from && DAY.test(address.from) ? address.from : undefined;
    return { query: query(), from };
  });
  const hasSources = () => connections.data()?.length !== 0;
  const clear = () => setAddress({ q: null, from: null, order: null });

  return (
    <Frame class="timeline" rail={<SourcesRail />}>
      <h1 class="unseen">Timeline</h1>
      <Show when={hasSources()}>
        <TimelineFinder
          query={query() ?? ""}
          from={asked().from ?? ""}
          words={words()}
          onQuery={(typed) => setAddress({ q: typed || null, order: null })}
          onMarked={(marked) => setAddress({ q: marked || null, from: null, order: null })}
          onFrom={(from) => setAddress({ from: from || null })}
        />
      </Show>
      <Switch fallback={<TimelineLine asked={asked()} onClear={clear} />}>
        <Match when={isWaiting()}>
          <Skeleton words="Reading your filter" />
        </Match>
        <Match when={isUnread(parsed())}>
          <div class="axis fills" />
        </Match>
        <Match when={searched()}>
          {(typed) => (
            <Suspense fallback={<Skeleton words="Looking" />}>
              <SearchHits
                query={typed()}
                order={address.order === "time" ? "time" : "rank"}
                onOrder={(order) => setAddress({ order: order === "time" ? order : null })}
                onClear={clear}
              />
            </Suspense>
          )}
        </Match>
      </Switch>
    </Frame>
  );
}

function isUnread(parsed: ReturnType<typeof parseFilter> | undefined): boolean {
  return parsed !== undefined && "problem" in parsed;
}
