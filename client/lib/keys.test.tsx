import { fireEvent, render, screen, waitFor } from "@solidjs/testing-library";
import { type JSX, Show, Suspense, createSignal, lazy, useTransition } from "solid-js";
import { expect, it } from "vitest";
import { useFixedTime } from "../testing/fixed-time.ts";
import { renderAt } from "../testing/render-at.tsx";
import { aConnection } from "../testing/samples.ts";
import { KeysProvider, useKeyMap, useKeys } from "./keys.tsx";

useFixedTime();

function hints(): string {
  return document.querySelector(".hints")?.textContent ?? "";
}

it("takes the keys of a page away with it", async () => {
  const { path } = renderAt("/connections", { "connections.get": () => aConnection() });
  await waitFor(() => expect(hints()).toContain("s sync all"));
  fireEvent.click(await screen.findByRole("link", { name: /Details/ }));
  await waitFor(() => expect(path()).toBe("/connections/c1"));
  await waitFor(() => expect(hints()).toContain("s sync now"));
  expect(hints()).not.toContain("s sync all");
});

it("takes them away even when the next page was drawn while it still waited", async () => {
  const arrival = Promise.withResolvers<{ default: () => JSX.Element }>();
  const Late = lazy(() => arrival.promise);
  const [isNext, setNext] = createSignal(false);
  const [, start] = useTransition();
  function Page(props: { label: string; children?: JSX.Element }): JSX.Element {
    useKeys([{ keys: "s", label: props.label, run: () => undefined }]);
    return <>{props.children}</>;
  }
  function Labels(): JSX.Element {
    const keyMap = useKeyMap();
    return (
      <p data-testid="labels">
        {keyMap()
          .map((each) => each.label)
          .join()}
      </p>
    );
  }
  render(() => (
    <KeysProvider>
      <Labels />
      <Suspense>
        <Show when={isNext()} fallback={<Page label="before" />}>
          <Page label="after">
            <Late />
          </Page>
        </Show>
      </Suspense>
    </KeysProvider>
  ));
  const drawn = start(() => setNext(true));
  arrival.resolve({ default: () => <p>Later</p> });
  await drawn;
  expect(await screen.findByText("Later")).toBeTruthy();
  expect(screen.getByTestId("labels").textContent).toBe("after");
});
