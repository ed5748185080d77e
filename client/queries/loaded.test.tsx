import { render, screen, waitFor } from "@solidjs/testing-library";
import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/solid-query";
import { type JSX, Show, Suspense } from "solid-js";
import { expect, it } from "vitest";
import { type Loaded, toLoaded } from "./loaded.ts";

function useNumber(read: () => number): Loaded<{ number: number }> {
  return toLoaded(
    useQuery(() => ({
      queryKey: ["number"],
      queryFn: async () => ({ number: read() }),
      staleTime: Number.POSITIVE_INFINITY,
    })),
  );
}

it("never takes the page away, also where something that is held is read again", async () => {
  let number = 0;
  let isAway = 0;
  const client = new QueryClient();
  const read = () => (number += 1);
  function Inner(): JSX.Element {
    const held = useNumber(read);
    return <p>inner {held.data()?.number}</p>;
  }
  function Outer(): JSX.Element {
    const first = useNumber(read);
    return (
      <Show when={first.data()}>
        <input aria-label="Kept" />
        <Inner />
      </Show>
    );
  }
  function Fallback(): JSX.Element {
    isAway += 1;
    return null;
  }
  render(() => (
    <QueryClientProvider client={client}>
      <Suspense fallback={<Fallback />}>
        <Outer />
      </Suspense>
    </QueryClientProvider>
  ));
  await screen.findByText("inner 1");
  screen.getByLabelText("Kept").focus();
  await client.refetchQueries();
  await screen.findByText("inner 2");
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Kept")));
  expect(isAway).toBe(0);
});
