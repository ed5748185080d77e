import { Router } from "@solidjs/router";
import { QueryClientProvider } from "@tanstack/solid-query";
import { type JSX, Suspense } from "solid-js";
import { createQueryClient } from "./queries/query-client.ts";
import { routes } from "./routes.tsx";

export function App(): JSX.Element {
  // Made once, outside the markup: there it would be made anew at each reading.
  const client = createQueryClient();
  return (
    <QueryClientProvider client={client}>
      <Router root={(props) => <Suspense>{props.children}</Suspense>}>{routes}</Router>
    </QueryClientProvider>
  );
}
