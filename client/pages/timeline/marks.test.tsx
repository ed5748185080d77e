import { fireEvent, screen, waitFor, within } from "@solidjs/testing-library";
import { expect, it } from "vitest";
import type { Item } from "../../../shared/item.ts";
import type { Entry } from "../../../shared/timeline.ts";
import { Refusal } from "../../testing/fake-api.ts";
import { useFixedTime } from "../../testing/fixed-time.ts";
import { renderAt } from "../../testing/render-at.tsx";
import { aPage, aPost, aSingle, anItem, chatter, platform } from "../../testing/samples.ts";

useFixedTime();

const post = aPost({ id: "c2/post:1", connectionId: "c2" });
const twin = anItem({ id: "c1/twin", externalId: "twin", url: "https://forge.example/twin" });

/** A server that keeps one entry. */
function renderEntry(fields: Partial<Item> = {}, alsoOn: Item[] = []) {
  let item: Item = { ...post, ...fields };
  const keep = (change: Partial<Item>) => ({ item: (item = { ...item, ...change }) });
  const entry = (): Entry =>
    aSingle({}, { id: item.id, item, platform: chatter.id, day: "2026-05-13", alsoOn });
  const view = renderAt("/timeline", {
    "connections.platforms": () => [platform, chatter],
    "timeline.list": () => aPage([entry()]),
    "timeline.pin": () => keep({ pinnedAt: "2026-05-13T12:41:00.000Z" }),
    "timeline.unpin": () => keep({ pinnedAt: null }),
    "timeline.note": ({ text }) => keep({ note: String(text) || null }),
    "timeline.split": () => ({ item }),
    "timeline.join": () => ({ item }),
  });
  const called = () =>
    view.api.calls.filter(({ path }) => /\.(pin|unpin|note|split|join)$/.test(path));
  return { ...view, called };
}

async function choose(name: string): Promise<void> {
  fireEvent.click(await screen.findByRole("button", { name: "More for your post" }));
  const item = await screen.findByRole("menuitem", { name });
  fireEvent.pointerDown(item, { pointerType: "mouse", button: 0 });
  fireEvent.pointerUp(item, { pointerType: "mouse", button: 0 });
}
const rowOf = async () => {
  const row = (await screen.findByText("The migration is the wiki page.")).closest("li");
  if (!row) throw new Error("There is no row.");
  return row;
};
const toast = () => document.querySelector(".toast")?.textContent;

it("pins an entry, says so, and takes it back", async () => {
  const { called } = renderEntry();
  await choose("Pin");
  expect(await screen.findByText("pinned")).toBeTruthy();
  await waitFor(() => expect(toast()).toBe("Pinned: your post.Undo z"));
  fireEvent.click(await screen.findByText("Undo"));
  await waitFor(() => expect(screen.queryByText("pinned")).toBeNull());
  expect(called()).toEqual([
    { path: "timeline.pin", input: { id: "c2/post:1" } },
    { path: "timeline.unpin", input: { id: "c2/post:1" } },
  ]);
});

it("pins by p, and says when it did not work", async () => {
  const { api } = renderEntry({ pinnedAt: "2026-05-13T12:00:00.000Z" });
  api.answers["timeline.unpin"] = () => {
    throw new Refusal("LIMITED", "Too much at once.");
  };
  (await rowOf()).focus();
  fireEvent.keyDown(document.activeElement ?? document, { key: "p" });
  await waitFor(() => expect(toast()).toBe("Still pinned: your post. Too much at once."));
  expect(screen.getByText("pinned")).toBeTruthy();
});

it("writes a note beside it, and takes it back", async () => {
  const { called } = renderEntry();
  (await rowOf()).focus();
  fireEvent.keyDown(document.activeElement ?? document, { key: "n" });
  const dialog = await screen.findByRole("dialog", { name: "Note" });
  const field = within(dialog).getByRole("textbox");
  fireEvent.input(field, { target: { value: " For the talk " } });
  fireEvent.click(within(dialog).getByRole("button", { name: "Save note" }));
  expect(await screen.findByText("For the talk")).toBeTruthy();
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  const row = await rowOf();
  await waitFor(() => expect(document.activeElement).toBe(row));
  await waitFor(() => expect(toast()).toBe("Noted: your post. Only you see it.Undo z"));
  fireEvent.keyDown(document.body, { key: "z" });
  await waitFor(() => expect(screen.queryByText("For the talk")).toBeNull());
  expect(called().map(({ input }) => input)).toEqual([
    { id: "c2/post:1", text: "For the talk" },
    { id: "c2/post:1", text: "" },
  ]);
});

it("says where else the same was posted, and shows one of them apart", async () => {
  const { called } = renderEntry({}, [twin]);
  const link = await within(await rowOf()).findByRole("link", { name: "Forge" });
  expect(link.getAttribute("href")).toBe("https://forge.example/twin");
  await choose("Show the one on Forge apart");
  await waitFor(() =>
    expect(toast()).toBe("The one on Forge stands on its own now, for good.Undo z"),
  );
  fireEvent.click(await screen.findByText("Undo"));
  await waitFor(() => expect(called()).toHaveLength(2));
  expect(called()).toEqual([
    { path: "timeline.split", input: { id: "c1/twin" } },
    { path: "timeline.join", input: { id: "c1/twin" } },
  ]);
});

it("says that one is shown apart, and puts it together again", async () => {
  const { called, api } = renderEntry({ isApart: true });
  expect(await within(await rowOf()).findByText(/shown apart by you/)).toBeTruthy();
  const merged = aSingle({ title: "The one that took it in" });
  api.answers["timeline.list"] = () => aPage([merged]);
  (await rowOf()).focus();
  await choose("Put together again");
  await waitFor(() =>
    expect(toast()).toBe("The one on Chatter is one entry with the same elsewhere again.Undo z"),
  );
  expect(await screen.findByText("The one that took it in")).toBeTruthy();
  expect(called()).toEqual([{ path: "timeline.join", input: { id: "c2/post:1" } }]);
  await waitFor(() => expect(document.activeElement).not.toBe(document.body));
});

it("offers nothing of the kind where nothing is apart", async () => {
  renderEntry();
  fireEvent.click(await screen.findByRole("button", { name: "More for your post" }));
  await screen.findByRole("menuitem", { name: "Pin" });
  expect(screen.queryByRole("menuitem", { name: "Put together again" })).toBeNull();
});

it("tells why the items of an entry stand together", async () => {
  const { api } = renderEntry({}, [twin]);
  api.answers["timeline.why"] = () => ({
    reasons: [
      {
        rule: "same_text",
        sentence: "The same text, within a day, on Chatter and Forge.",
        ids: ["c2/post:1", "c1/twin"],
        canSplit: true,
      },
    ],
    freshness: aPage([]).freshness,
  });
  await choose("Why together?");
  const dialog = await screen.findByRole("dialog", { name: "Why together?" });
  expect(
    await within(dialog).findByText("The same text, within a day, on Chatter and Forge."),
  ).toBeTruthy();
});
