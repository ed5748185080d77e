import { createTRPCClient, httpLink } from "@trpc/client";
import type { TRPCClient } from "@trpc/client";
import type { AppRouter } from "../../shared/router.ts";
import type { Visitor } from "./create-visitor.ts";

export type Api = TRPCClient<AppRouter>;

export function createApi(
  origin: string,
  options: { fetch?: Visitor["fetch"]; key?: string } = {},
): Api {
  const { fetch: ask = fetch, key } = options;
  return createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `${origin}/media/api`,
        fetch: (input, init) => ask(input, init as RequestInit),
        headers: key === undefined ? {} : { Authorization: `Bearer ${key}` },
      }),
    ],
  });
}
