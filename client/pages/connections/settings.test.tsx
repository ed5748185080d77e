import { fireEvent, screen, waitFor, within } from "@solidjs/testing-library";
import { describe, expect, it } from "vitest";
import type { PlatformInfo } from "../../../shared/platforms.ts";
import { type Answers, Refusal } from "../../testing/fake-api.ts";
import { useFixedTime } from "../../testing/fixed-time.ts";
import { renderAt } from "../../testing/render-at.tsx";
import { aConnection, platform } from "../../testing/samples.ts";

useFixedTime();

const forge: PlatformInfo = {
  ...platform,
  settings: [
    { type: "flag", name: "hideIssues", label: "Hide issues", help: "They are left out." },
    { type: "choice", name: "size", label: "Size", help: "", options: ["all", "only_large"] },
    { type: "places", name: "hidden", label: "Hide repositories", help: "" },
  ],
};
const values = { hideIssues: false, size: "all", hidden: ["ines/dotfiles"] };

function open(answers: Answers = {}) {
  return renderAt("/connections/c1", {
    "connections.platforms": () => [forge],
    "connections.get": () => aConnection(),
    "connections.settings": () => ({ values, hidden: 0 }),
    "connections.updateSettings": (input) => ({ values: input["values"], hidden: 38 }),
    "connections.places": () => [
      { name: "ines/tarn", items: 2140 },
      { name: "ines/Larder", items: 90 },
      { name: "ines/dotfiles", items: 12 },
    ],
    ...answers,
  });
}
const flag = () => screen.findByRole<HTMLInputElement>("checkbox", { name: /Hide issues/ });
const sent = (api: ReturnType<typeof open>["api"]) =>
  api.calls.filter((call) => call.path === "connections.updateSettings").map((call) => call.input);

it("is not there where a platform has nothing to choose", async () => {
  renderAt("/connections/c1", { "connections.get": () => aConnection() });
  await screen.findByRole("region", { name: "How it is doing" });
  expect(screen.queryByRole("region", { name: "What is shown" })).toBeNull();
});

it("says that the settings could not be read", async () => {
  open({
    "connections.settings": () => {
      throw new Refusal("FORBIDDEN", "Not yours.");
    },
  });
  expect(await screen.findByText("The settings could not be read")).toBeTruthy();
});

describe("a change", () => {
  it("acts at once, says how much it hides, and is undone by a button", async () => {
    const { api } = open();
    fireEvent.click(await flag());
    expect(await screen.findByText("38 of 12,140 items hidden.")).toBeTruthy();
    expect(sent(api)).toEqual([{ id: "c1", values: { ...values, hideIssues: true } }]);
    api.answers["connections.updateSettings"] = (input) => ({ values: input["values"], hidden: 0 });
    fireEvent.click(await screen.findByRole("button", { name: /Undo/ }));
    expect(await screen.findByText("Nothing is hidden.")).toBeTruthy();
    expect(sent(api)[1]).toEqual({ id: "c1", values });
    expect((await flag()).checked).toBe(false);
    await waitFor(() => expect(screen.queryByRole("button", { name: /Undo/ })).toBeNull());
  });

  it("is undone by a key, also while its box has the focus; two by pressing it twice", async () => {
    const { api } = open();
    const box = await flag();
    fireEvent.click(box);
    await screen.findByText("38 of 12,140 items hidden.");
    fireEvent.click(screen.getByRole("radio", { name: "Only large" }));
    await waitFor(() => expect(sent(api)).toHaveLength(2));
    await screen.findByRole("button", { name: /Undo/ });
    fireEvent.keyDown(box, { key: "z" });
    await waitFor(() => expect(sent(api)).toHaveLength(3));
    await screen.findByRole("button", { name: /Undo/ });
    fireEvent.keyDown(box, { key: "z" });
    await waitFor(() => expect(sent(api)).toHaveLength(4));
    expect(sent(api).slice(2)).toEqual([
      { id: "c1", values: { ...values, hideIssues: true } },
      { id: "c1", values },
    ]);
  });

  it("that is refused leaves everything as it was, and says why", async () => {
    open({
      "connections.updateSettings": () => {
        throw new Refusal("INTERNAL_SERVER_ERROR", "Something went wrong on our side.");
      },
    });
    fireEvent.click(await flag());
    expect((await screen.findByRole("alert")).textContent).toBe(
      "Something went wrong on our side.",
    );
    expect((await flag()).checked).toBe(false);
    expect(screen.queryByRole("button", { name: /Undo/ })).toBeNull();
  });

  it("stands on the one before it, though that is still on its way", async () => {
    const first = Promise.withResolvers<unknown>();
    const { api } = open({ "connections.updateSettings": () => first.promise });
    fireEvent.click(await flag());
    fireEvent.click(screen.getByRole("radio", { name: "Only large" }));
    await waitFor(() => expect(sent(api)).toHaveLength(1));
    const both = { ...values, hideIssues: true, size: "only_large" };
    api.answers["connections.updateSettings"] = () => ({ values: both, hidden: 40 });
    first.resolve({ values: { ...values, hideIssues: true }, hidden: 38 });
    expect(await screen.findByText("40 of 12,140 items hidden.")).toBeTruthy();
    expect(sent(api)[1]).toEqual({ id: "c1", values: both });
    expect(screen.getByRole<HTMLInputElement>("radio", { name: "Only large" }).checked).toBe(true);
  });
});

describe("places", () => {
  const group = () => screen.findByRole("group", { name: "Hide repositories" });
  async function openList(): Promise<HTMLElement> {
    const found = await group();
    fireEvent.click(within(found).getByRole("button", { name: /Choose among what was seen/ }));
    await within(found).findByRole("checkbox", { name: /ines\/tarn/ });
    return found;
  }

  it("are listed with how much came from each", async () => {
    open();
    const found = await openList();
    const boxes = within(found).getAllByRole<HTMLInputElement>("checkbox");
    expect(boxes.map((box) => [box.closest("label")?.textContent, box.checked])).toEqual([
      ["ines/tarn2,140", false],
      ["ines/Larder90", false],
      ["ines/dotfiles12", true],
    ]);
  });

  it("are found by typing, whatever their case, and picked", async () => {
    const { api } = open();
    const found = await openList();
    const search = within(found).getByRole("searchbox", { name: "Find by name" });
    fireEvent.input(search, { target: { value: "larder" } });
    expect(within(found).getByText("1 found.")).toBeTruthy();
    fireEvent.click(within(found).getByRole("checkbox", { name: /Larder/ }));
    expect(await within(found).findByRole("button", { name: "Remove ines/Larder" })).toBeTruthy();
    await waitFor(() =>
      expect(sent(api)).toEqual([
        { id: "c1", values: { ...values, hidden: ["ines/dotfiles", "ines/Larder"] } },
      ]),
    );
    fireEvent.input(search, { target: { value: "nowhere" } });
    expect(within(found).getByText("No repository is called that.")).toBeTruthy();
  });

  it("are taken back as chips, and the focus stays near", async () => {
    const { api } = open({
      "connections.settings": () => ({
        values: { ...values, hidden: ["a/one", "a/two"] },
        hidden: 5,
      }),
    });
    const found = await group();
    fireEvent.click(await within(found).findByRole("button", { name: "Remove a/one" }));
    const next = within(found).getByRole("button", { name: "Remove a/two" });
    expect(document.activeElement).toBe(next);
    await waitFor(() => expect(sent(api)).toHaveLength(1));
    fireEvent.click(within(found).getByRole("button", { name: "Remove a/two" }));
    await waitFor(() => expect(sent(api)).toHaveLength(2));
    expect(sent(api)[1]).toEqual({ id: "c1", values: { ...values, hidden: [] } });
    expect(document.activeElement?.textContent).toContain("Choose among what was seen");
  });

  it("say so when none was seen, or when they could not be read", async () => {
    const { api } = open({ "connections.places": () => [] });
    expect(await within(await group()).findByText("No repository was seen yet.")).toBeTruthy();
    expect(screen.queryByRole("button", { name: /Choose among/ })).toBeNull();
    expect(api.calls.filter((call) => call.path === "connections.places")).toHaveLength(1);
  });
});
