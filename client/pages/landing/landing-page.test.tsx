import { fireEvent, screen } from "@solidjs/testing-library";
import { expect, it } from "vitest";
import { setVisitMark } from "../../lib/visit-mark.ts";
import { Refusal } from "../../testing/fake-api.ts";
import { useFixedTime } from "../../testing/fixed-time.ts";
import { renderAt } from "../../testing/render-at.tsx";

useFixedTime();

const signedOut = {
  "me.get": () => {
    throw new Refusal("UNAUTHORIZED", "Sign in first.");
  },
};

it("leads visitors to sign in, and says nothing of a session they never had", async () => {
  const { api } = renderAt("/", signedOut);
  expect(await screen.findByRole("heading", { level: 1 })).toBeTruthy();
  for (const link of screen.getAllByRole("link", { name: "Sign in" })) {
    expect(link.getAttribute("href")).toMatch(/^\/media\/api\/auth\/login\?next=%2Ftimeline&zone=/);
    expect(link.getAttribute("rel")).toBe("external");
  }
  expect(screen.queryByText(/You are signed out/)).toBeNull();
  expect(api.calls).toEqual([]);
});

it("leads a person who is signed in to the timeline", async () => {
  setVisitMark(true);
  renderAt("/");
  const link = await screen.findByRole("link", { name: "Open your timeline" });
  expect(link.getAttribute("href")).toBe("/timeline");
});

it("comes back only to this site", async () => {
  renderAt("/?next=//evil.example", signedOut);
  const [link] = await screen.findAllByRole("link", { name: "Sign in" });
  expect(link?.getAttribute("href")).toMatch(/^\/media\/api\/auth\/login\?next=%2Ftimeline&zone=/);
});

it("says why signing in did not work", async () => {
  renderAt("/?problem=not_allowed", signedOut);
  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toContain("only admits the people its owner has listed");
});

it("shows entries that unfold", async () => {
  renderAt("/", signedOut);
  fireEvent.click(await screen.findByRole("button", { name: "3 commits" }));
  expect(screen.getByText("Drop the segment buffer")).toBeTruthy();
});

it("has a page for addresses that lead nowhere", async () => {
  renderAt("/no/such/page");
  expect(
    await screen.findByRole("heading", { level: 1, name: "There is no page at this address" }),
  ).toBeTruthy();
});
