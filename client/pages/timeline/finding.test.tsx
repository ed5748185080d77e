import { fireEvent, screen, waitFor, within } from "@solidjs/testing-library";
import { describe, expect, it } from "vitest";
import type { SearchPage, TimelinePage } from "../../../shared/timeline.ts";
import { useFixedTime } from "../../testing/fixed-time.ts";
import { renderAt } from "../../testing/render-at.tsx";
import { aPage, aSingle, anItem } from "../../testing/samples.ts";

useFixedTime();

const [commit, request] = [
  aSingle({ externalId: "1", title: "A commit" }),
  aSingle({
    externalId: "2",
    kind: "request",
    title: "A request",
    occurredAt: "2026-05-13T11:00:00.000Z",
  }),
];

/** A server that knows one filter. */
function renderFiltered(path: string) {
  const view = renderAt(path, {
    "timeline.list": ({ query }) =>
      aPage(query === "kind:request" ? [request] : query === "kind:issue" ? [] : [commit, request]),
    "timeline.search": () => found(),
  });
  const inputsOf = (name: string) =>
    view.api.calls.filter(({ path: one }) => one === name).map(({ input }) => input);
  return { ...view, inputsOf };
}

function found(fields: Partial<SearchPage> = {}): SearchPage {
  const { zone, freshness } = aPage([]);
  return {
    hits: [
      {
        item: anItem({ title: "Flush the index", occurredAt: "2024-02-29T10:00:00.000Z" }),
        title: [[10, 15]],
        excerpt: { text: "… the index is flushed", spans: [[6, 11]] },
      },
    ],
    nextCursor: null,
    isIndexing: false,
    zone,
    freshness,
    ...fields,
  };
}

const fieldOf = () => screen.findByLabelText<HTMLInputElement>("Filter or search");
async function ask(query: string): Promise<HTMLInputElement> {
  const field = await fieldOf();
  fireEvent.input(field, { target: { value: query } });
  if (field.form) fireEvent.submit(field.form);
  return field;
}

describe("a filter", () => {
  it("leaves entries out in place, stands in the address, and is cleared by Escape", async () => {
    const { path } = renderFiltered("/timeline");
    expect(await screen.findByText("A commit")).toBeTruthy();
    const field = await ask("kind:request");
    await waitFor(() => expect(screen.queryByText("A commit")).toBeNull());
    expect(await screen.findByText("A request")).toBeTruthy();
    expect(path()).toBe("/timeline?q=kind%3Arequest");
    fireEvent.keyDown(field, { key: "Escape" });
    expect(await screen.findByText("A commit")).toBeTruthy();
    expect(path()).toBe("/timeline");
    expect(field.value).toBe("");
  });

  it("is focused by /, and read from the address", async () => {
    const { inputsOf } = renderFiltered("/timeline?q=kind:request");
    expect(await screen.findByText("A request")).toBeTruthy();
    expect(inputsOf("timeline.list")[0]).toMatchObject({ query: "kind:request" });
    fireEvent.keyDown(document.body, { key: "/" });
    expect(document.activeElement).toBe(await fieldOf());
  });

  it("that cannot be read is told at its character, and the entries stay", async () => {
    const { path } = renderFiltered("/timeline");
    await screen.findByText("A commit");
    const field = await ask("repo:tarn kind:comit");
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("At character 16: No kind is called comit.");
    expect([field.selectionStart, field.selectionEnd]).toEqual([15, 20]);
    expect(screen.getByText("A commit")).toBeTruthy();
    expect(path()).toBe("/timeline");
  });

  it("that finds something only further back looks on, and does not say that nothing fits", async () => {
    const pages: Record<string, () => TimelinePage> = {
      "": () => ({ ...aPage([]), nextCursor: "second" }),
      second: () => ({ ...aPage([]), nextCursor: "third" }),
      third: () => aPage([request]),
    };
    renderAt("/timeline?q=kind:request", {
      "timeline.list": ({ cursor }) => {
        expect(screen.queryByText(/No entry matches/)).toBeNull();
        return pages[typeof cursor === "string" ? cursor : ""]?.() ?? aPage([]);
      },
    });
    expect(await screen.findByText("A request")).toBeTruthy();
  });

  it("that nothing fits says so, and one button shows all again", async () => {
    renderFiltered("/timeline?q=kind:issue");
    expect(
      await screen.findByRole("heading", { name: "No entry matches kind:issue" }),
    ).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Show all entries" }));
    expect(await screen.findByText("A commit")).toBeTruthy();
  });
});

describe("words", () => {
  it("are searched for, with what was found marked", async () => {
    const { inputsOf } = renderFiltered("/timeline");
    await ask("index kind:commit");
    const list = await screen.findByRole("list", { name: "Found" });
    const marks = [...list.querySelectorAll("mark")].map((mark) => mark.textContent);
    expect(marks).toEqual(["index", "index"]);
    expect(within(list).getByText("29 Feb")).toBeTruthy();
    expect(within(list).getByRole("link", { name: "in its day" }).getAttribute("href")).toBe(
      "/timeline?from=2024-02-29",
    );
    expect(inputsOf("timeline.search")).toEqual([
      { query: "index kind:commit", order: "rank", cursor: null, limit: 20 },
    ]);
  });

  it("give the newest first when asked, and say while not all can be found", async () => {
    const { api, inputsOf } = renderFiltered("/timeline?q=index");
    api.answers["timeline.search"] = () => found({ isIndexing: true });
    fireEvent.click(await screen.findByRole("button", { name: "Newest first" }));
    await waitFor(() =>
      expect(inputsOf("timeline.search").at(-1)).toMatchObject({ order: "time" }),
    );
    expect(await screen.findByText(/still being made ready for searching/)).toBeTruthy();
  });
});

describe("going to a date", () => {
  it("begins there, and leads to newer entries and back", async () => {
    const old = aSingle({
      externalId: "old",
      title: "Old",
      occurredAt: "2023-03-14T10:00:00.000Z",
    });
    const { api, inputsOf, path } = renderFiltered("/timeline");
    api.answers["timeline.list"] = ({ from, cursor }) => {
      if (cursor === "newer") return aPage([commit, request], "older");
      return from === undefined
        ? aPage([commit, request], "older")
        : { ...aPage([old]), previousCursor: "newer" };
    };
    fireEvent.change(await screen.findByLabelText("Go to date"), {
      target: { value: "2023-03-14" },
    });
    expect(await screen.findByText("Old")).toBeTruthy();
    expect(path()).toBe("/timeline?from=2023-03-14");
    expect(screen.queryByText("A commit")).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Newer entries" }));
    expect(await screen.findByText("A commit")).toBeTruthy();
    expect(inputsOf("timeline.list").at(-1)).toEqual({ cursor: "newer", limit: 50 });
    const titles = [...document.querySelectorAll("[data-source]")].map((one) => one.textContent);
    expect(titles).toEqual(["A commit", "A request", "Old"]);
    expect(screen.queryByRole("button", { name: "Newer entries" })).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Newest" }));
    await waitFor(() => expect(path()).toBe("/timeline"));
  });

  it("says where nothing is held", async () => {
    const { api } = renderFiltered("/timeline");
    api.answers["timeline.list"] = ({ from }) => aPage(from === undefined ? [commit] : []);
    fireEvent.change(await screen.findByLabelText("Go to date"), {
      target: { value: "2003-03-14" },
    });
    expect(
      await screen.findByRole("heading", { name: "Nothing is held from 14 March 2003 or before" }),
    ).toBeTruthy();
  });
});

it("does not call the last that fits the first of all", async () => {
  renderFiltered("/timeline?q=kind%3Arequest");
  expect(await screen.findByText("13 May 2026: the first entry that matches.")).toBeTruthy();
});

describe("what was marked", () => {
  it("is a press away, from any day, and another press leads back", async () => {
    const { path, inputsOf } = renderFiltered("/timeline?from=2024-03-14");
    const pinned = await screen.findByRole("button", { name: "Pinned" });
    expect(pinned.getAttribute("aria-pressed")).toBe("false");
    fireEvent.click(pinned);
    await waitFor(() => expect(path()).toBe("/timeline?q=is%3Apinned"));
    expect(pinned.getAttribute("aria-pressed")).toBe("true");
    expect(screen.getByRole("button", { name: "Noted" }).getAttribute("aria-pressed")).toBe(
      "false",
    );
    expect((await fieldOf()).value).toBe("is:pinned");
    await waitFor(() =>
      expect(inputsOf("timeline.list").at(-1)).toMatchObject({ query: "is:pinned" }),
    );
    fireEvent.click(pinned);
    await waitFor(() => expect(path()).toBe("/timeline"));
  });

  it("says how, where nothing is marked yet", async () => {
    const { api } = renderFiltered("/timeline?q=is%3Anoted");
    api.answers["timeline.list"] = () => aPage([]);
    expect(await screen.findByRole("heading", { name: "There is no note yet" })).toBeTruthy();
    expect(screen.getByText(/^Write one from the menu/)).toBeTruthy();
  });
});
