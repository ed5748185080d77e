import { MutationCache, QueryCache, QueryClient } from "@tanstack/solid-query";
import { isPassing, toFailure } from "../lib/failure.ts";

/** Something that failed in passing is asked again after this long. */
export const RETRY_AFTER = 20_000;

export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (query.queryKey[0] !== "me") askWhoIsHere(error);
      },
    }),
    mutationCache: new MutationCache({ onError: askWhoIsHere }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        // Without this an offline browser would wait in silence.
        networkMode: "always",
        retry: (count, error) => count < 1 && isPassing(toFailure(error)),
        retryDelay: 400,
        refetchInterval: every(false),
      },
      mutations: { networkMode: "always" },
    },
  });

  /** `me` decides whether the person is signed in; the frame acts on its answer. */
  function askWhoIsHere(error: unknown): void {
    if (toFailure(error).kind === "signed_out") {
      void client.invalidateQueries({ queryKey: ["me"] });
    }
  }

  return client;
}

interface Failing {
  readonly state: { readonly status: string; readonly error: unknown };
}

/** A refetch interval that becomes the retry interval after a failure in passing. */
export function every(ms: number | false): (query: Failing) => number | false {
  return (query) => {
    if (query.state.status !== "error") return ms;
    return isPassing(toFailure(query.state.error)) ? RETRY_AFTER : false;
  };
}
