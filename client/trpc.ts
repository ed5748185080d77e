import { createTRPCClient, httpBatchLink } from "@trpc/client";
import type { AppRouter } from "../shared/router.ts";
import { API_BASE } from "./lib/addresses.ts";

/** Typed calls to the Worker. Only `queries/` uses it. */
export const trpc = createTRPCClient<AppRouter>({
  links: [
    httpBatchLink({
      url: API_BASE,
      maxURLLength: 2000,
      maxItems: 10,
      fetch: (input, init) => globalThis.fetch(input, init),
    }),
  ],
});
