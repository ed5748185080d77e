import { screen } from "@solidjs/testing-library";
import { expect, it } from "vitest";
import { setVisitMark } from "../../lib/visit-mark.ts";
import { Refusal } from "../../testing/fake-api.ts";
import { useFixedTime } from "../../testing/fixed-time.ts";
import { renderAt } from "../../testing/render-at.tsx";

useFixedTime();

const heading = { level: 1, name: "There is no page at this address" };

it("leads a visitor to the start, and asks nobody who that is", async () => {
  const { api } = renderAt("/no/such/page");
  expect(await screen.findByRole("heading", heading)).toBeTruthy();
  expect(screen.getByRole("link", { name: "Go to the start" }).getAttribute("href")).toBe("/");
  expect(api.calls).toEqual([]);
});

it("shows a person who is signed in the way on", async () => {
  setVisitMark(true);
  renderAt("/no/such/page");
  const leads = await screen.findByRole("link", { name: "Go to your timeline" });
  expect(leads.getAttribute("href")).toBe("/timeline");
  expect(screen.getByRole("heading", heading)).toBeTruthy();
  expect(screen.getAllByRole("link", { name: "Connections" }).length).toBeGreaterThan(0);
  const brand = screen.getByRole("link", { name: "Media Timeline" });
  expect(brand.getAttribute("href")).toBe("/timeline");
});

it("stays where it is when the session has ended", async () => {
  setVisitMark(true);
  const { path } = renderAt("/no/such/page", {
    "me.get": () => {
      throw new Refusal("UNAUTHORIZED", "Sign in first.");
    },
  });
  expect(await screen.findByRole("link", { name: "Go to the start" })).toBeTruthy();
  expect(path()).toBe("/no/such/page");
});
