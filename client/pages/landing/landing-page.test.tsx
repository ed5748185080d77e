import { cleanup, fireEvent, screen } from "@solidjs/testing-library";
import { describe, expect, it } from "vitest";
import { faceOf } from "../../../shared/face-of.ts";
import { minuteOfDay } from "../../lib/time.ts";
import { setVisitMark } from "../../lib/visit-mark.ts";
import { Refusal } from "../../testing/fake-api.ts";
import { useFixedTime } from "../../testing/fixed-time.ts";
import { renderAt } from "../../testing/render-at.tsx";
import { LANES, SAMPLE_ENTRIES, SAMPLE_PLATFORMS, SAMPLE_ZONE } from "./sample-day.ts";

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

it("believes a browser where somebody signed in, until the answer says otherwise", async () => {
  setVisitMark(true);
  const down = () => {
    throw new Refusal("BAD_GATEWAY", "The place where you sign in does not answer.");
  };
  renderAt("/", { "me.get": down });
  expect(await screen.findByRole("link", { name: "Open your timeline" })).toBeTruthy();
  cleanup();
  renderAt("/", signedOut);
  expect((await screen.findAllByRole("link", { name: "Sign in" })).length).toBeGreaterThan(0);
});

describe("the sample", () => {
  it("says what it is", async () => {
    renderAt("/", signedOut);
    expect(await screen.findByRole("heading", { name: "A sample day" })).toBeTruthy();
  });

  it("is of several sources, each with a lane and an entry", async () => {
    renderAt("/", signedOut);
    await screen.findByRole("img", { name: /^6 sources over one day/ });
    const shown = new Set(SAMPLE_ENTRIES.map((entry) => entry.platform));
    expect([...shown].sort()).toEqual(SAMPLE_PLATFORMS.map(({ id }) => id).sort());
  });

  const items = SAMPLE_ENTRIES.flatMap((entry) =>
    (entry.type === "group" ? entry.items : [entry.item, ...entry.children]).map(
      (item) => [item.title || item.body, item, entry] as const,
    ),
  ).filter(([, item, entry]) => item.occurredAt.startsWith(entry.day));
  it.each(items)("has a tick where it says: %s", (_, item, entry) => {
    const lane = LANES.find((each) => each.platform.id === entry.platform);
    const weight = faceOf(lane?.platform, item.kind, item.state).weight;
    expect(lane?.ticks).toContainEqual([minuteOfDay(item.occurredAt, SAMPLE_ZONE), weight]);
  });
});
