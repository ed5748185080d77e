import {
  type InfiniteData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from "@tanstack/solid-query";
import { createEffect, createMemo, on } from "solid-js";
import type { ItemEdit } from "../../shared/item.ts";
import type {
  Entry,
  Freshness,
  Scope,
  SearchPage,
  TimelinePage,
  TimelineWhy,
} from "../../shared/timeline.ts";
import { type Difference, compareHead } from "../lib/compare-head.ts";
import { type Failure, toFailure } from "../lib/failure.ts";
import { mergeEntries } from "../lib/merge-entries.ts";
import { trpc } from "../trpc.ts";
import { useConnections } from "./connections.ts";
import { type Loaded, toLoaded } from "./loaded.ts";
import { type Paging, toPaging } from "./paging.ts";
import { every } from "./query-client.ts";

const PAGE = 50;
const HITS = 20;
const LOOK_EVERY = 60_000;
const LOOK_WHILE_EMPTY = 3_000;

export const timelineKeys = {
  list: ["timeline", "list"],
  head: ["timeline", "head"],
  hidden: ["timeline", "hidden"],
};

type Held = InfiniteData<TimelinePage, string | null>;

/** What of the timeline is asked for. */
export interface Asked {
  /** A filter, as it is typed; undefined for everything. */
  readonly query?: string | undefined;
  /** The day it begins with, going back; undefined for the newest. */
  readonly from?: string | undefined;
}

export interface Timeline extends Paging {
  /** Everything read so far, without doubles; undefined before the first answer. */
  readonly entries: () => Entry[] | undefined;
  readonly zone: () => string | undefined;
  /** As of the latest look, which may be newer than the entries shown. */
  readonly freshness: () => Freshness | undefined;
  /** The first page. Its failure means that nothing can be shown. */
  readonly first: Loaded<unknown>;
  /** The look at the first page that goes on. Its failure leaves what is shown. */
  readonly head: Loaded<unknown>;
  /** It begins in the past: there are newer entries than the first that is held. */
  readonly hasNewer: () => boolean;
  readonly isFetchingNewer: () => boolean;
  readonly newerFailure: () => Failure | null;
  readonly fetchNewer: () => Promise<void>;
  /** What the latest look found beyond what is shown. */
  readonly news: () => Difference;
  /** When what is shown was read, in epoch milliseconds. */
  readonly readAt: () => number;
  readonly showNews: () => void;
}

/**
 * The timeline as one reader sees it. Pages that were read stay as they are, so that nothing moves
 * under the reader; a look at the first page every minute says what is new, and `showNews` takes it in.
 */
export function useTimeline(asked: () => Asked = () => ({})): Timeline {
  const client = useQueryClient();
  const readPage = (cursor: string | null, { query, from } = asked()) =>
    trpc.timeline.list.query({
      cursor,
      limit: PAGE,
      query,
      from: cursor === null ? from : undefined,
    });
  const listKey = () => [...timelineKeys.list, asked()];
  const headKey = () => [...timelineKeys.head, asked()];

  const list = useInfiniteQuery(() => ({
    queryKey: listKey(),
    queryFn: async ({ pageParam }: { pageParam: string | null }) => {
      const key = headKey();
      const page = await readPage(pageParam);
      if (pageParam === null) client.setQueryData(key, page);
      return page;
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page: TimelinePage) => page.nextCursor,
    getPreviousPageParam: (page: TimelinePage) => page.previousCursor,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    // Only a list that holds nothing is asked for again by itself.
    refetchInterval: (query) => (query.state.data ? false : every(false)(query)),
  }));
  const first = toLoaded<InfiniteData<TimelinePage>>(list);
  const pages = () => first.data()?.pages;
  const entries = createMemo(() => {
    const read = pages();
    return read && mergeEntries(read.map((page) => page.entries));
  });

  const headQuery = useQuery(() => ({
    queryKey: headKey(),
    queryFn: () => readPage(null),
    enabled: pages() !== undefined,
    staleTime: LOOK_EVERY / 2,
    refetchInterval: every(entries()?.length === 0 ? LOOK_WHILE_EMPTY : LOOK_EVERY),
  }));
  const head = toLoaded<TimelinePage>(headQuery);
  const news = createMemo(() => {
    const fresh = head.data();
    return compareHead(fresh?.entries ?? [], fresh ? (entries() ?? []) : []);
  });

  const connections = useConnections();
  const lastSyncs = createMemo(() =>
    connections
      .data()
      ?.map((each) => `${each.id} ${each.lastSuccessAt} ${each.isComplete}`)
      .join(),
  );
  createEffect(
    on(lastSyncs, (now, before) => {
      if (before !== undefined && now !== before) head.refetch();
    }),
  );

  function showNews(): void {
    const fresh = head.data();
    if (!fresh) return;
    const { overlaps } = news();
    client.setQueryData<Held>(listKey(), (held) =>
      held && held.pageParams[0] === null && overlaps && (list.hasNextPage || isWhole(held))
        ? { pages: [fresh, ...held.pages], pageParams: [null, ...held.pageParams] }
        : { pages: [fresh], pageParams: [null] },
    );
  }

  /** While a first sync goes on, what was the end may not be the end any more. */
  async function readEndAgain(): Promise<void> {
    const key = listKey();
    const held = client.getQueryData<Held>(key);
    const cursor = held?.pageParams.at(-1);
    if (!held || list.hasNextPage || isWhole(held) || typeof cursor !== "string") return;
    const page = await readPage(cursor).catch(() => null);
    if (page === null) return;
    client.setQueryData<Held>(key, (now) =>
      now?.pageParams.at(-1) === cursor
        ? { ...now, pages: [...now.pages.slice(0, -1), page] }
        : now,
    );
  }
  createEffect(on(head.data, () => void readEndAgain(), { defer: true }));

  /** Entries that arrive where there were none move nothing, so they are shown at once. */
  createEffect(() => {
    if (entries()?.length === 0 && (head.data()?.entries.length ?? 0) > 0) showNews();
  });

  return {
    entries,
    zone: () => (head.data() ?? pages()?.[0])?.zone,
    freshness: () => (head.data() ?? pages()?.[0])?.freshness,
    first,
    head,
    ...toPaging(list),
    hasNewer: () => list.hasPreviousPage,
    isFetchingNewer: () => list.isFetchingPreviousPage,
    newerFailure: () => (list.isFetchPreviousPageError ? toFailure(list.error) : null),
    fetchNewer: async () => {
      if (list.hasPreviousPage && !list.isFetchingPreviousPage) await list.fetchPreviousPage();
    },
    news,
    readAt: () => list.dataUpdatedAt,
    showNews,
  };
}

/** The end of these pages is the end of what the sources have. */
function isWhole(held: Held): boolean {
  return held.pages.at(-1)?.freshness.sources.every((source) => source.isComplete) ?? false;
}

/** All children or items of one entry, once somebody asks for them. */
export function useWholeEntry(
  id: () => string,
  wanted: () => boolean,
  of: () => Scope | undefined,
): Loaded<Entry> {
  return toLoaded(
    useQuery(() => ({
      queryKey: ["timeline", "entry", id(), of()],
      queryFn: async (): Promise<Entry> =>
        (await trpc.timeline.get.query({ id: id(), of: of() })).entry,
      enabled: wanted(),
    })),
  );
}

/** What an item said before it was changed, newest first. */
export function useEdits(id: () => string): Loaded<ItemEdit[]> {
  return toLoaded(
    useQuery(() => ({
      queryKey: ["timeline", "edits", id()],
      queryFn: async () => (await trpc.timeline.edits.query({ id: id() })).edits,
    })),
  );
}

/** Why the items of an entry stand together. */
export function useWhy(id: () => string): Loaded<TimelineWhy> {
  return toLoaded(
    useQuery(() => ({
      queryKey: ["timeline", "why", id()],
      queryFn: () => trpc.timeline.why.query({ id: id() }),
      staleTime: 0,
    })),
  );
}

export interface Search extends Paging {
  readonly hits: () => SearchHit[] | undefined;
  readonly zone: () => string | undefined;
  readonly isIndexing: () => boolean;
  readonly first: Loaded<unknown>;
}

export type SearchOrder = "rank" | "time";
export type SearchHit = SearchPage["hits"][number];

/** The items that have these words, the best first or the newest. */
export function useSearch(query: () => string, order: () => SearchOrder): Search {
  const list = useInfiniteQuery(() => ({
    queryKey: ["timeline", "search", query(), order()],
    queryFn: ({ pageParam }: { pageParam: string | null }) =>
      trpc.timeline.search.query({
        query: query(),
        order: order(),
        cursor: pageParam,
        limit: HITS,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page: SearchPage) => page.nextCursor,
  }));
  const first = toLoaded<InfiniteData<SearchPage>>(list);
  return {
    hits: () => first.data()?.pages.flatMap((page) => page.hits),
    zone: () => first.data()?.pages[0]?.zone,
    isIndexing: () => first.data()?.pages.some((page) => page.isIndexing) ?? false,
    first,
    ...toPaging(list),
  };
}
