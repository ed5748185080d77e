import { screen } from "@solidjs/testing-library";
import { expect, it } from "vitest";
import { Refusal } from "../../testing/fake-api.ts";
import { useFixedTime } from "../../testing/fixed-time.ts";
import { renderAt } from "../../testing/render-at.tsx";
import { aPage, aSingle } from "../../testing/samples.ts";

useFixedTime();

it("shows what a link leads to, without asking who is here", async () => {
  const { api } = renderAt("/p/ines/work#secret", {
    "timeline.list": () => aPage([aSingle({ title: "Seen by a visitor" })]),
  });
  expect(await screen.findByText("Seen by a visitor")).toBeTruthy();
  expect(screen.queryByRole("button", { name: /^Hide/ })).toBeNull();
  expect(api.calls.find(({ path }) => path === "timeline.list")?.input).toEqual({
    of: { person: "ines", slug: "work", key: "secret" },
    cursor: null,
    limit: 50,
  });
  expect(api.calls.some(({ path }) => path === "me.get")).toBe(false);
});

it("says where there is nothing, one sentence for all reasons", async () => {
  renderAt("/p/ines/work", {
    "timeline.list": () => {
      throw new Refusal("NOT_FOUND", "There is nothing here.");
    },
  });
  expect(
    await screen.findByRole("heading", { name: "There is nothing to see at this address" }),
  ).toBeTruthy();
});
