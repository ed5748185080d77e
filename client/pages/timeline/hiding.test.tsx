import { fireEvent, screen, waitFor, within } from "@solidjs/testing-library";
import { describe, expect, it, vi } from "vitest";
import type { Entry } from "../../../shared/timeline.ts";
import { Refusal } from "../../testing/fake-api.ts";
import { useFixedTime } from "../../testing/fixed-time.ts";
import { renderAt } from "../../testing/render-at.tsx";
import { aGroup, aPage, aSingle } from "../../testing/samples.ts";

useFixedTime();

const single = (name: string, minute: number) =>
  aSingle({ externalId: name, title: name, occurredAt: `2026-05-13T12:${minute}:00.000Z` });
const [first, second, third] = [single("First", 30), single("Second", 20), single("Third", 10)];

/** A server that knows what is hidden. */
function renderWith(all: readonly Entry[]) {
  const hidden = new Set<string>();
  const itemsOf = (entry: Entry) =>
    entry.type === "group" ? entry.items.map((item) => item.id) : [entry.item.id];
  return renderAt("/timeline", {
    "timeline.list": () =>
      aPage(all.filter((entry) => !itemsOf(entry).every((id) => hidden.has(id)))),
    "timeline.hide": ({ id }) => {
      const ids = all.filter((entry) => entry.id === id).flatMap(itemsOf);
      for (const one of ids) hidden.add(one);
      return { ids };
    },
    "timeline.show": ({ ids }) => {
      const names = Array.isArray(ids) ? ids.map(String) : [];
      for (const name of names) hidden.delete(name);
      return { items: names.length };
    },
  });
}

const rowOf = async (text: string): Promise<HTMLElement> => {
  const row = (await screen.findByText(text)).closest("li");
  if (!row) throw new Error(`There is no row around ${text}.`);
  return row;
};
const titles = () =>
  [...document.querySelectorAll<HTMLElement>("[data-entry]")].map(
    (row) => row.querySelector("[data-source]")?.textContent,
  );
const toast = () => document.querySelector(".toast")?.textContent;

describe("hiding an entry", () => {
  it("takes it away, says so, and brings it back where it stood", async () => {
    const { api } = renderWith([first, second, third]);
    const row = await rowOf("Second");
    const hide = within(row).getByRole("button", { name: "Hide your commit in ines/tarn" });
    fireEvent.click(hide);
    await waitFor(() => expect(titles()).toEqual(["First", "Third"]));
    const sentence = "Hidden: your commit in ines/tarn. It stays hidden, whatever is synced.";
    await waitFor(() => expect(toast()).toBe(`${sentence}Undo z`));
    expect(screen.getByText(/^Hidden: /).closest("[role=status]")).toBeTruthy();
    fireEvent.click(await screen.findByRole("button", { name: /^Undo/ }));
    await waitFor(() => expect(titles()).toEqual(["First", "Second", "Third"]));
    await waitFor(() => expect(toast()).toBe("Shown again: your commit in ines/tarn."));
    expect(document.activeElement).toBe(await rowOf("Second"));
    expect(api.calls.filter(({ path }) => path.startsWith("timeline.")).slice(1, 3)).toEqual([
      { path: "timeline.hide", input: { id: second.id } },
      { path: "timeline.show", input: { ids: [second.id] } },
    ]);
  });

  it("goes by the keyboard alone: x hides and goes on to the next, z brings back, one by one", async () => {
    renderWith([first, second, third]);
    (await rowOf("First")).focus();
    fireEvent.keyDown(document.activeElement ?? document, { key: "x" });
    await waitFor(() => expect(titles()).toEqual(["Second", "Third"]));
    expect(document.activeElement).toBe(await rowOf("Second"));
    fireEvent.keyDown(document.activeElement ?? document, { key: "x" });
    await waitFor(() => expect(titles()).toEqual(["Third"]));
    expect(document.activeElement).toBe(await rowOf("Third"));
    await vi.advanceTimersByTimeAsync(9_000);
    expect(toast()).toBe("");
    fireEvent.keyDown(document.activeElement ?? document, { key: "z" });
    await waitFor(() => expect(titles()).toEqual(["Second", "Third"]));
    expect(document.activeElement).toBe(await rowOf("Second"));
    fireEvent.keyDown(document.activeElement ?? document, { key: "z" });
    await waitFor(() => expect(titles()).toEqual(["First", "Second", "Third"]));
    expect(screen.queryByText("undo")).toBeNull();
  });

  it("takes a group whole, and brings back just what it took", async () => {
    const group = aGroup(3, "2026-05-13T11:00:00.000Z");
    const { api } = renderWith([first, group]);
    const hide = await screen.findByRole("button", { name: "Hide 3 commits in ines/tarn" });
    fireEvent.click(hide);
    await waitFor(() => expect(titles()).toHaveLength(1));
    fireEvent.click(await screen.findByRole("button", { name: /^Undo/ }));
    await waitFor(() => expect(document.querySelectorAll("[data-entry]")).toHaveLength(2));
    expect(api.calls.find(({ path }) => path === "timeline.show")?.input).toEqual({
      ids: group.items.map((item) => item.id),
    });
  });

  it("leaves its sentence while it is looked at", async () => {
    renderWith([first, second]);
    fireEvent.click(within(await rowOf("First")).getByRole("button", { name: /^Hide/ }));
    const undo = await screen.findByRole("button", { name: /^Undo/ });
    fireEvent.focusIn(undo);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(toast()).toContain("Hidden:");
    fireEvent.focusOut(undo);
    await vi.advanceTimersByTimeAsync(9_000);
    expect(toast()).toBe("");
  });

  it("says when it did not work, and leaves everything as it is", async () => {
    const { api } = renderWith([first, second]);
    const works = api.answers["timeline.hide"];
    api.answers["timeline.hide"] = () => {
      throw new Refusal("NOT_FOUND", "There is no such entry.");
    };
    const row = await rowOf("First");
    fireEvent.click(within(row).getByRole("button", { name: /^Hide/ }));
    const failed = "Not hidden: your commit in ines/tarn. There is no such entry.";
    await waitFor(() => expect(toast()).toBe(failed));
    expect(titles()).toEqual(["First", "Second"]);
    if (works) api.answers["timeline.hide"] = works;
    api.answers["timeline.show"] = api.answers["timeline.get"] = () => {
      throw new Refusal("NOT_FOUND", "There is nothing of that name.");
    };
    fireEvent.click(within(row).getByRole("button", { name: /^Hide/ }));
    fireEvent.click(await screen.findByRole("button", { name: /^Undo/ }));
    await waitFor(() => expect(toast()).toContain("Still hidden: your commit in ines/tarn."));
    expect(titles()).toEqual(["Second"]);
  });

  it("does not bring it back by a look that began before", async () => {
    const { api } = renderWith([first, second]);
    const row = await rowOf("First");
    let answer: (page: unknown) => void = () => {};
    const stale = aPage([first, second]);
    api.answers["timeline.list"] = () => new Promise((resolve) => (answer = resolve));
    await vi.advanceTimersByTimeAsync(61_000);
    fireEvent.click(within(row).getByRole("button", { name: /^Hide/ }));
    await waitFor(() => expect(titles()).toEqual(["Second"]));
    answer(stale);
    await vi.advanceTimersByTimeAsync(100);
    expect(titles()).toEqual(["Second"]);
    expect(screen.queryByText(/new since/)).toBeNull();
  });

  it("is not offered where entries are only an example", async () => {
    renderAt("/");
    expect(await screen.findByRole("list", { name: /invented day/ })).toBeTruthy();
    expect(screen.queryByRole("button", { name: /^Hide/ })).toBeNull();
  });
});
