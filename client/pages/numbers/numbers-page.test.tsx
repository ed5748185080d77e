import { fireEvent, screen, waitFor, within } from "@solidjs/testing-library";
import { expect, it, vi } from "vitest";
import type { Recap, Stats } from "../../../shared/timeline.ts";
import { Refusal } from "../../testing/fake-api.ts";
import { useFixedTime } from "../../testing/fixed-time.ts";
import { renderAt } from "../../testing/render-at.tsx";
import { aGroup, aPage, aProfile, aSingle, anItem } from "../../testing/samples.ts";

useFixedTime();

const { zone, freshness } = aPage([]);

function someStats(fields: Partial<Stats> = {}): Stats {
  return {
    items: 30,
    days: [
      { day: "2026-05-12", items: 20 },
      { day: "2026-05-13", items: 10 },
    ],
    activeDays: 2,
    platforms: [{ platform: "forge", items: 30 }],
    kinds: [{ platform: "forge", kind: "commit", items: 30 }],
    hours: Array.from({ length: 24 }, (_, hour) => (hour === 14 ? 30 : 0)),
    weekdays: [0, 20, 10, 0, 0, 0, 0],
    places: [{ platform: "forge", place: "ines/tarn", items: 30 }],
    placesSince: null,
    currentStreak: { days: 2, from: "2026-05-12", to: "2026-05-13" },
    longestStreak: { days: 2, from: "2026-05-12", to: "2026-05-13" },
    previous: { after: "2025-08-21", before: "2025-12-31", items: 20, platforms: [] },
    zone,
    isCounting: false,
    freshness,
    ...fields,
  };
}

const recap: Recap = {
  after: "2026-05-11",
  before: "2026-05-13",
  items: 30,
  projects: [
    {
      platform: "forge",
      place: "ines/tarn",
      items: 30,
      kinds: [{ kind: "commit", items: 30 }],
      highlights: [anItem({ title: "Flush the index" })],
    },
  ],
  markdown: "## ines/tarn\n",
  isCut: false,
  isExact: true,
  zone,
  freshness,
};

function renderNumbers(path: string, stats: () => Stats = () => someStats()) {
  const view = renderAt(path, {
    "timeline.stats": stats,
    "timeline.buckets": () => ({
      buckets: [
        { bucket: "2024", items: 4 },
        { bucket: "2026", items: 30 },
      ],
      zone,
      isCounting: false,
      freshness,
    }),
    "timeline.recap": () => recap,
    "timeline.onThisDay": () => ({ years: [], since: 2006, zone, freshness }),
  });
  const inputsOf = (name: string) =>
    view.api.calls.filter(({ path: one }) => one === name).map(({ input }) => input);
  return { ...view, inputsOf };
}

it("tells this year up to today, in a map and in words", async () => {
  const { inputsOf } = renderNumbers("/numbers");
  const months = await screen.findByRole("list", { name: "By month" });
  expect(within(months).getAllByRole("listitem")[4]?.textContent).toBe(
    "May: 30 items on 2 days, most on 12 May: 20.",
  );
  expect(inputsOf("timeline.stats")).toEqual([{ after: "2026-01-01", before: "2026-05-13" }]);
  const facts = screen.getByText("Streak now").closest("dl")?.textContent;
  expect(facts).toContain("Streak now2 days since 12 May");
  expect(facts).toContain("The 133 days before20 now 50 % more");
  const marked = [...document.querySelectorAll(".heat-day.streak")];
  expect(marked.map((day) => day.getAttribute("href"))).toEqual([
    "/timeline?from=2026-05-12",
    "/timeline?from=2026-05-13",
  ]);
  const kinds = screen.getByRole("list", { name: "By kind" });
  expect(kinds.textContent).toContain("Commits");
});

it("says what the platforms had before, when a streak began, and which places are counted", async () => {
  const begun = { days: 170, from: "2025-11-25", to: "2026-05-13" };
  renderNumbers("/numbers", () =>
    someStats({
      currentStreak: begun,
      longestStreak: begun,
      placesSince: "2026-04-01",
      previous: {
        after: "2025-08-21",
        before: "2025-12-31",
        items: 20,
        platforms: [{ platform: "forge", items: 20 }],
      },
    }),
  );
  expect(await screen.findByText("The 133 days before: Forge 20.")).toBeTruthy();
  expect(screen.getByText("Streak now").closest("dl")?.textContent).toContain(
    "Streak now170 days since 25 Nov 2025",
  );
  expect(screen.getByText(/these counts begin on/).textContent).toBe(
    "There are too many names to count them all: these counts begin on 1 April 2026.",
  );
});

it("says where a recap counts the newest alone, and where earlier years are not looked at", async () => {
  const { api } = renderNumbers("/numbers");
  api.answers["timeline.recap"] = () => ({ ...recap, isCut: true, isExact: false });
  api.answers["timeline.onThisDay"] = () => ({ years: [], since: 2025, zone, freshness });
  expect(await screen.findByText(/there are more/)).toHaveProperty(
    "textContent",
    "At least 30 items; there are more, and only the newest are counted here",
  );
  expect(await screen.findByText("Years before 2025 are not looked at.")).toBeTruthy();
});

it("tells of a profile what its visitors get, all of it", async () => {
  const { api, inputsOf } = renderNumbers("/numbers?profile=p2");
  api.answers["profiles.get"] = () => aProfile({ id: "p2", name: "At work" });
  const link = await screen.findByRole("link", { name: "At work" });
  expect(link.getAttribute("href")).toBe("/profiles/p2");
  const names = ["stats", "buckets", "recap", "onThisDay"].map((name) => `timeline.${name}`);
  await waitFor(() => {
    for (const name of names) {
      expect(inputsOf(name), name).toHaveLength(1);
      expect(inputsOf(name)[0]).toMatchObject({ of: { profile: "p2" } });
    }
  });
});

it("goes to another year, whole", async () => {
  const { inputsOf, path } = renderNumbers("/numbers");
  const select = await screen.findByLabelText<HTMLSelectElement>("Year");
  await waitFor(() => expect(select.options).toHaveLength(2));
  fireEvent.change(select, { target: { value: "2024" } });
  await waitFor(() => expect(path()).toBe("/numbers?year=2024"));
  await waitFor(() =>
    expect(inputsOf("timeline.stats").at(-1)).toEqual({
      after: "2024-01-01",
      before: "2024-12-31",
    }),
  );
});

it("says while it is still counting, and looks again by itself", async () => {
  let isCounting = true;
  renderNumbers("/numbers", () => someStats({ isCounting }));
  expect(await screen.findByText(/Still counting/)).toBeTruthy();
  isCounting = false;
  await vi.advanceTimersByTimeAsync(5_100);
  await waitFor(() => expect(screen.queryByText(/Still counting/)).toBeNull());
});

it("says where a year has nothing, and where it could not be read", async () => {
  const { api } = renderNumbers("/numbers", () =>
    someStats({ items: 0, days: [], longestStreak: null, currentStreak: null }),
  );
  expect(await screen.findByRole("heading", { name: "Nothing is held from 2026" })).toBeTruthy();
  api.answers["timeline.stats"] = () => {
    throw new Refusal("BAD_REQUEST", "That is not a year.");
  };
  fireEvent.change(screen.getByLabelText("Year"), { target: { value: "2024" } });
  expect(
    await screen.findByRole("heading", { name: "The numbers of 2024 could not be read" }),
  ).toBeTruthy();
});

it("recaps a week from Monday, or what is chosen, and copies it as Markdown", async () => {
  const { inputsOf } = renderNumbers("/numbers");
  const section = await screen.findByRole("region", { name: "Recap" });
  expect(await within(section).findByText("Flush the index")).toBeTruthy();
  expect(inputsOf("timeline.recap")).toEqual([{ after: "2026-05-11", before: "2026-05-13" }]);
  const writeText = vi.fn(async () => {});
  vi.stubGlobal("navigator", { ...navigator, clipboard: { writeText } });
  fireEvent.click(within(section).getByRole("button", { name: "Copy as Markdown" }));
  expect(await within(section).findByText("Copied")).toBeTruthy();
  expect(writeText).toHaveBeenCalledWith("## ines/tarn\n");
  fireEvent.click(within(section).getByRole("button", { name: "Yesterday" }));
  await waitFor(() =>
    expect(inputsOf("timeline.recap").at(-1)).toEqual({
      after: "2026-05-12",
      before: "2026-05-12",
    }),
  );
});

const regionOfThen = () => screen.findByRole("region", { name: "On this day" });

it("looks back on this day of earlier years, a few lines of each", async () => {
  const many = ["One", "Two", "Three", "Four", "Five"].map((title) =>
    aSingle({ title, externalId: title, occurredAt: "2024-05-13T12:00:00.000Z" }),
  );
  const { api } = renderNumbers("/numbers");
  api.answers["timeline.onThisDay"] = () => ({
    years: [
      { year: 2024, entries: many },
      { year: 2021, entries: [aGroup(3, "2021-05-13T12:00:00.000Z")] },
    ],
    zone,
    freshness,
  });
  const then = within(await regionOfThen());
  expect(await then.findByRole("heading", { name: "On this day, 13 May" })).toBeTruthy();
  expect(await then.findByRole("heading", { name: "2024 Monday" })).toBeTruthy();
  expect(then.getByRole("link", { name: "Four" })).toBeTruthy();
  expect(then.queryByText("Five")).toBeNull();
  expect(then.getByRole("link", { name: "See all of that day in 2024" }).getAttribute("href")).toBe(
    "/timeline?from=2024-05-13",
  );
  expect(then.getByText(/3 commits/).textContent).toBe("Committed 3 commits in ines/tarn");
  expect(then.getByRole("link", { name: "See it in its day in 2021" })).toBeTruthy();
  expect(api.calls.find(({ path }) => path === "timeline.onThisDay")?.input).toEqual({
    day: "2026-05-13",
  });
});

it("says where no earlier year has this day, and where it could not be read", async () => {
  const { unmount } = renderNumbers("/numbers");
  expect(
    await within(await regionOfThen()).findByText(
      "Nothing is held from this day of earlier years.",
    ),
  ).toBeTruthy();
  unmount();
  const { api } = renderNumbers("/numbers");
  api.answers["timeline.onThisDay"] = () => {
    throw new Refusal("INTERNAL_SERVER_ERROR", "Something went wrong on this server.");
  };
  expect(
    await screen.findByRole("heading", { name: "Earlier years could not be read" }),
  ).toBeTruthy();
});
