import { fireEvent, screen, waitFor, within } from "@solidjs/testing-library";
import { describe, expect, it } from "vitest";
import { Refusal } from "../../testing/fake-api.ts";
import { useFixedTime } from "../../testing/fixed-time.ts";
import { renderAt } from "../../testing/render-at.tsx";
import { aConnection, aRun } from "../../testing/samples.ts";

useFixedTime();

describe("one connection", () => {
  it("shows its runs, newest first", async () => {
    renderAt("/connections/c1", {
      "connections.get": () => aConnection(),
      "connections.runs": () => [
        aRun({ id: "r2" }),
        aRun({
          id: "r1",
          outcome: "failed",
          message: "Forge answered 502.",
          itemsNew: 0,
          startedAt: "2026-05-12T12:00:00.000Z",
          finishedAt: "2026-05-12T12:00:10.000Z",
        }),
      ],
    });
    const list = await screen.findByRole("list", { name: "Runs" });
    const rows = within(list).getAllByRole("listitem");
    expect(rows[0]?.textContent).toContain("13 May, Wednesday, today");
    expect(rows[0]?.textContent).toContain("14:40Synced 3 new, 4 requests");
    expect(rows[1]?.textContent).toContain("12 May, Tuesday, yesterday");
    expect(rows[1]?.textContent).toContain("Forge answered 502.");
  });

  it("says each thing once, and nothing that was is still to come", async () => {
    renderAt("/connections/c1", {
      "connections.get": () => aConnection({ lastSuccessAt: "2026-05-13T12:41:20.000Z" }),
    });
    const now = await screen.findByRole("region", { name: "How it is doing" });
    expect(now.textContent?.match(/Next check/g)).toHaveLength(1);
    expect(now.textContent?.match(/12,140/g)).toHaveLength(1);
    expect(now.textContent).toContain("Last worked14:41, just now");
    const back = screen
      .getAllByRole("link", { name: "Connections" })
      .filter((link) => link.closest("main"));
    expect(back[0]?.getAttribute("href")).toBe("/connections");
  });

  it("begins with what the list knew", async () => {
    const { api } = renderAt("/connections", {
      "connections.get": () => new Promise(() => undefined),
    });
    fireEvent.click(await screen.findByRole("link", { name: /Details/ }));
    expect(await screen.findByRole("region", { name: "How it is doing" })).toBeTruthy();
    await waitFor(() =>
      expect(api.calls.some((call) => call.path === "connections.get")).toBe(true),
    );
  });

  it("gives the focus back when it is not disconnected", async () => {
    renderAt("/connections/c1", { "connections.get": () => aConnection() });
    const button = await screen.findByRole("button", { name: "Disconnect" });
    button.focus();
    fireEvent.click(button);
    const dialog = await screen.findByRole("dialog");
    await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
    fireEvent.keyDown(dialog, { key: "Escape" });
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await waitFor(() => expect(document.activeElement).toBe(button));
  });

  it("asks before it disconnects, and says what was deleted", async () => {
    const { api, path } = renderAt("/connections/c1", {
      "connections.get": () => aConnection(),
      "connections.disconnect": () => ({ id: "c1", itemsDeleted: 12_140, revoked: false }),
    });
    fireEvent.click(await screen.findByRole("button", { name: "Disconnect" }));
    const dialog = await screen.findByRole("dialog", { name: "Disconnect Forge, ineshal?" });
    expect(dialog.textContent).toContain("This deletes the 12,140 items that came from here");
    expect(api.calls.some((call) => call.path === "connections.disconnect")).toBe(false);
    api.answers["connections.list"] = () => [];
    fireEvent.click(within(dialog).getByRole("button", { name: "Disconnect" }));
    await waitFor(() => expect(path()).toBe("/connections"));
    expect(api.calls.some((call) => call.path === "connections.disconnect")).toBe(true);
  });

  it("says so when there is none", async () => {
    renderAt("/connections/nothing", {
      "connections.get": () => {
        throw new Refusal("NOT_FOUND", "There is no such connection.");
      },
    });
    expect(await screen.findByText("There is no such connection")).toBeTruthy();
  });
});
