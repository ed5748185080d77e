import { createMemo, createRoot, onCleanup } from "solid-js";
import { type Failure, isPassing, toFailure, withoutAdvice } from "../lib/failure.ts";
import { RETRY_AFTER } from "./query-client.ts";

/** What a page needs to know of something it reads. Reading it never suspends the page. */
export interface Loaded<T> {
  /** Kept while a later reading fails. */
  readonly data: () => T | undefined;
  /** Why the last reading failed; it stays until one succeeds. */
  readonly failure: () => Failure | null;
  readonly failedAt: () => number | null;
  /** When it is asked again by itself, in epoch milliseconds. */
  readonly retryAt: () => number | null;
  readonly isFetching: () => boolean;
  readonly refetch: () => void;
}

interface Query<T> {
  readonly data: T | undefined;
  readonly error: unknown;
  readonly isPending: boolean;
  readonly isError: boolean;
  readonly isFetching: boolean;
  readonly errorUpdatedAt: number;
  refetch(): Promise<unknown>;
}

export function toLoaded<T>(query: Query<T>): Loaded<T> {
  const failure = createMemo<Failure | null>((before) => {
    if (query.isError) {
      const failure = toFailure(query.error);
      return isPassing(failure) ? withoutAdvice(failure) : failure;
    }
    return query.isPending ? before : null;
  }, null);
  // Under no Suspense: a query that is held already would else take the page away for a moment at
  // its first reading, and at each one after it.
  const data = createRoot((dispose) => {
    const held = createMemo(() => (query.isPending ? undefined : query.data));
    return { held, dispose };
  }, null);
  onCleanup(data.dispose);
  return {
    data: data.held,
    failure,
    failedAt: () => (failure() === null ? null : query.errorUpdatedAt),
    retryAt: () => {
      const now = failure();
      if (now === null || query.isFetching || !isPassing(now)) return null;
      return query.errorUpdatedAt + RETRY_AFTER;
    },
    isFetching: () => query.isFetching,
    refetch: () => void query.refetch(),
  };
}
