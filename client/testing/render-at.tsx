import { MemoryRouter, createMemoryHistory } from "@solidjs/router";
import { configure, render } from "@solidjs/testing-library";
import { QueryClientProvider } from "@tanstack/solid-query";
import { Suspense } from "solid-js";
import { createQueryClient } from "../queries/query-client.ts";
import { routes } from "../routes.tsx";
import { type Answers, fakeApi } from "./fake-api.ts";
import { aConnection, aPage, aRun, me, platform } from "./samples.ts";

// A page is loaded when it is first shown, which takes a while on a machine that is busy.
configure({ asyncUtilTimeout: 4_000 });

/** The whole client at an address, over an API that answers with samples unless told otherwise. */
export function renderAt(path: string, answers: Answers = {}) {
  const api = fakeApi({
    "me.get": () => me,
    "connections.platforms": () => [platform],
    "connections.list": () => [aConnection()],
    "connections.runs": () => [aRun()],
    "connections.wake": () => ({ woken: 0 }),
    "timeline.list": () => aPage([]),
    ...answers,
  });
  const history = createMemoryHistory();
  history.set({ value: path, replace: true, scroll: false });
  const client = createQueryClient();
  const view = render(() => (
    <QueryClientProvider client={client}>
      <MemoryRouter history={history} root={(props) => <Suspense>{props.children}</Suspense>}>
        {routes}
      </MemoryRouter>
    </QueryClientProvider>
  ));
  return { ...view, api, path: () => history.get() };
}
