import { fireEvent, screen, waitFor, within } from "@solidjs/testing-library";
import { describe, expect, it, vi } from "vitest";
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

  it("shows what each run cost this server when asked", async () => {
    renderAt("/connections/c1", { "connections.get": () => aConnection() });
    const list = await screen.findByRole("list", { name: "Runs" });
    expect(list.textContent).not.toContain("rows");
    const unfold = screen.getByRole("button", { name: "What each cost this server" });
    fireEvent.click(unfold);
    expect(unfold.getAttribute("aria-expanded")).toBe("true");
    expect(list.textContent).toContain(
      "12 rows read, 16 rows written, 1 operation on stored answers",
    );
    fireEvent.click(unfold);
    expect(list.textContent).not.toContain("rows");
  });

  it("takes the parts of a first sync together, and shows them when asked", async () => {
    const part = (id: string, hour: number) =>
      aRun({
        id,
        trigger: "connect",
        itemsNew: 500,
        startedAt: `2026-05-12T${hour}:00:00.000Z`,
        finishedAt: `2026-05-12T${hour}:00:20.000Z`,
      });
    const runs = [
      aRun({ id: "r9", outcome: "unchanged", checks: 12, itemsNew: 0, requests: 12 }),
      part("r3", 23),
      part("r2", 20),
      part("r1", 10),
    ];
    const { api } = renderAt("/connections/c1", {
      "connections.get": () => aConnection(),
      "connections.runs": () => runs,
    });
    const list = await screen.findByRole("list", { name: "Runs" });
    const rows = () => within(list).getAllByRole("listitem");
    expect(rows().map((row) => row.textContent)).toEqual([
      "13 May, Wednesday, today14:40Nothing new 12 checks, 12 requests, since 14:39",
      "01:00First sync 3 parts, 1,500 items, 12 requests Its parts",
    ]);
    fireEvent.click(within(list).getByRole("button", { name: "Its parts" }));
    expect(rows()).toHaveLength(5);
    expect(rows()[3]?.textContent).toContain("12 May, Tuesday, yesterday22:00Synced 500 new");
    api.answers["connections.runs"] = () => runs.slice(1);
    api.answers["connections.get"] = () => aConnection({ isComplete: false });
    await vi.advanceTimersByTimeAsync(61_000);
    await waitFor(() => expect(rows()[0]?.textContent).toContain("First sync so far 3 parts"));
    expect(rows()).toHaveLength(4);
  });

  it("says how far back it is complete where the sentence above is about something else", async () => {
    renderAt("/connections/c1", {
      "connections.get": () =>
        aConnection({
          coverage: { since: "2024-03-01T12:00:00.000Z", limit: "Forge gives the newest 1,000." },
          problem: { code: "unavailable", message: "It answered 503.", action: "wait" },
        }),
    });
    const now = await screen.findByRole("region", { name: "How it is doing" });
    expect(now.textContent).toContain(
      "HistoryComplete back to 1 Mar 2024. Forge gives the newest 1,000.",
    );
  });

  it("says why it is looked at less often", async () => {
    renderAt("/connections/c1", {
      "connections.get": () => aConnection({ nextCheckAt: "2026-05-13T16:40:00.000Z" }),
      "connections.runs": () => [aRun({ finishedAt: "2026-05-04T12:00:00.000Z" })],
    });
    expect(
      await screen.findByText(
        "Nothing new for 9 days, so it is looked at about every 4 hours. Opening this page looks at once.",
      ),
    ).toBeTruthy();
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
