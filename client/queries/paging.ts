import { type Failure, toFailure } from "../lib/failure.ts";

/** What follows the pages that are held. */
export interface Paging {
  readonly hasMore: () => boolean;
  readonly isFetchingMore: () => boolean;
  readonly moreFailure: () => Failure | null;
  readonly fetchMore: () => void;
}

interface Pages {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly isFetchNextPageError: boolean;
  readonly error: unknown;
  fetchNextPage(): Promise<unknown>;
}

export function toPaging(pages: Pages): Paging {
  return {
    hasMore: () => pages.hasNextPage,
    isFetchingMore: () => pages.isFetchingNextPage,
    moreFailure: () => (pages.isFetchNextPageError ? toFailure(pages.error) : null),
    fetchMore: () => {
      if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
    },
  };
}
