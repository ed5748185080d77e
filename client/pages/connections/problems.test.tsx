import { screen, waitFor, within } from "@solidjs/testing-library";
import { describe, expect, it, vi } from "vitest";
import type { Connection, ConnectionProblem } from "../../../shared/connections.ts";
import { connectionProblem } from "../../../shared/connections.ts";
import { useFixedTime } from "../../testing/fixed-time.ts";
import { renderAt } from "../../testing/render-at.tsx";
import { aBudget, aConnection } from "../../testing/samples.ts";

useFixedTime();

type Code = ConnectionProblem["code"];
const warning = { message: "Reconnect before.", at: "2026-05-15T10:00:00.000Z" };

function having(code: Code, action: ConnectionProblem["action"]): Connection {
  const isDead = action === "reconnect";
  return aConnection({
    status: isDead ? "needs_reconnect" : "active",
    nextCheckAt: isDead ? null : "2026-05-13T12:45:00.000Z",
    problem: { code, message: "What happened is told here.", action },
  });
}

async function rowOf(handle: string): Promise<HTMLElement> {
  const row = (await screen.findByText(handle)).closest("li");
  if (!row) throw new Error(`no row of ${handle}`);
  return row;
}

/** What stands out among what can be done; the rest is there always. */
const mending = (within: Element) =>
  [...within.querySelectorAll(".source-actions > :not(.bare)")].map((each) => each.textContent);

const MENDING: Readonly<Record<Code, { action: ConnectionProblem["action"]; mend: string[] }>> = {
  unauthorised: { action: "reconnect", mend: ["Reconnect Forge"] },
  renewal_lost: { action: "reconnect", mend: ["Reconnect Forge"] },
  unreadable_token: { action: "wait", mend: ["Reconnect Forge"] },
  gone: { action: "wait", mend: ["Reconnect Forge"] },
  closed: { action: "wait", mend: ["Sync now Forge"] },
  cap_reached: { action: "wait", mend: ["Raise the stop of Forge"] },
  rate_limited: { action: "wait", mend: [] },
  unavailable: { action: "wait", mend: ["Sync now Forge"] },
  bad_response: { action: "wait", mend: ["Sync now Forge"] },
  stuck: { action: "wait", mend: ["Sync now Forge"] },
  internal: { action: "wait", mend: ["Sync now Forge"] },
};

describe("what is wrong", () => {
  it.each(connectionProblem.shape.code.options)("is told with one mending: %s", async (code) => {
    const { action, mend } = MENDING[code];
    renderAt("/connections", {
      "connections.list": () => [having(code, action)],
      "connections.budgets": () => [aBudget({ cap: 5 })],
    });
    const row = await rowOf("ineshal");
    for (const name of mend) await within(row).findByText((_, each) => each?.textContent === name);
    expect(mending(row)).toEqual(mend);
    expect(row.textContent).toContain("What happened is told here.");
    const ahead: Partial<Record<Code, string>> = {
      rate_limited: "It continues at 14:45.",
      cap_reached: "What happened is told here.",
    };
    if (action === "wait") {
      expect(row.textContent).toContain(ahead[code] ?? "The next try is at 14:45.");
    }
  });

  it("leads to no stop that is somebody else's to raise", async () => {
    const { api } = renderAt("/connections", {
      "connections.list": () => [having("cap_reached", "wait")],
      "connections.budgets": () => [aBudget({ cap: 5, isOwn: false })],
    });
    const row = await rowOf("ineshal");
    await screen.findByText("Stop reached.");
    await waitFor(() =>
      expect(api.calls.some((call) => call.path === "connections.budgets")).toBe(true),
    );
    await vi.advanceTimersByTimeAsync(100);
    expect(mending(row)).toEqual([]);
  });

  it("asks for no budgets where no stop is reached", async () => {
    const { api } = renderAt("/connections");
    await rowOf("ineshal");
    expect(api.calls.some((call) => call.path === "connections.budgets")).toBe(false);
  });
});

describe("what will end", () => {
  it("is a calm note with its date, in a group of its own", async () => {
    renderAt("/connections", {
      "connections.list": () => [
        aConnection({ id: "c2", handle: "fine" }),
        aConnection({ warning }),
      ],
    });
    const row = await rowOf("ineshal");
    const group = row.closest("section");
    expect(group?.getAttribute("aria-label")).toBe("Needs you soon");
    expect(row.textContent).toContain("Until 15 May at 12:00. Reconnect before.");
    expect(row.textContent).toContain("12,140 items");
    expect(row.getAttribute("data-tone")).toBe("plain");
    const link = within(row).getByRole("link", { name: "Reconnect Forge" });
    expect(link.classList.contains("primary")).toBe(false);
    const groups = within(screen.getByRole("main")).getAllByRole("heading", { level: 2 });
    expect(groups.map((each) => each.textContent)).toEqual(["Needs you soon 1", "Working 1"]);
  });

  it("stands on the connection's page too", async () => {
    renderAt("/connections/c1", { "connections.get": () => aConnection({ warning }) });
    const lead = await screen.findByText("Until 15 May at 12:00.");
    expect(lead.closest("p")?.textContent).toBe("Until 15 May at 12:00. Reconnect before.");
    expect(lead.closest("section")?.getAttribute("aria-label")).toBe("How it is doing");
    expect(screen.getByRole("link", { name: "Reconnect Forge" }).getAttribute("href")).toBe(
      "/media/api/auth/forge?reconnect=c1",
    );
  });
});
