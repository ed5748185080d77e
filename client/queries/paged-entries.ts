import { type InfiniteData, useInfiniteQuery } from "@tanstack/solid-query";
import type { Entry, TimelinePage } from "../../shared/timeline.ts";
import { mergeEntries } from "../lib/merge-entries.ts";
import { type Loaded, toLoaded } from "./loaded.ts";
import { type Paging, toPaging } from "./paging.ts";

/** Entries that are read page by page, going back. */
export interface PagedEntries extends Paging {
  /** All that were read so far, without doubles; undefined before the first answer. */
  readonly entries: () => Entry[] | undefined;
  readonly zone: () => string | undefined;
  readonly first: Loaded<unknown>;
}

export function usePagedEntries(
  key: () => readonly unknown[],
  read: (cursor: string | null) => Promise<TimelinePage>,
): PagedEntries {
  const list = useInfiniteQuery(() => ({
    queryKey: key(),
    queryFn: ({ pageParam }: { pageParam: string | null }) => read(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page: TimelinePage) => page.nextCursor,
  }));
  const first = toLoaded<InfiniteData<TimelinePage>>(list);
  return {
    entries: () => {
      const pages = first.data()?.pages;
      return pages && mergeEntries(pages.map((page) => page.entries));
    },
    zone: () => first.data()?.pages[0]?.zone,
    first,
    ...toPaging(list),
  };
}
