import { fireEvent, screen, waitFor, within } from "@solidjs/testing-library";
import { describe, expect, it, vi } from "vitest";
import type { ConnectionProblem } from "../../../shared/connections.ts";
import { PROBLEMS } from "../../../shared/problems.ts";
import { Refusal } from "../../testing/fake-api.ts";
import { useFixedTime } from "../../testing/fixed-time.ts";
import { renderAt } from "../../testing/render-at.tsx";
import { aConnection, platform } from "../../testing/samples.ts";

useFixedTime();

const problem = (code: ConnectionProblem["code"]) =>
  ({ code, message: "It does not work.", action: "wait" }) as const;
const progress = { label: "commits of ines/tarn", done: 12, total: 31, unit: "repositories" };

async function rowOf(handle: string): Promise<HTMLElement> {
  const row = (await screen.findByText(handle)).closest("li");
  if (!row) throw new Error(`no row of ${handle}`);
  return row;
}

describe("rows", () => {
  it("stand in order of need", async () => {
    renderAt("/connections", {
      "connections.list": () => [
        aConnection({ id: "c4", handle: "resting", status: "paused", nextCheckAt: null }),
        aConnection({ id: "c5", handle: "held", problem: problem("rate_limited") }),
        aConnection(),
        aConnection({ id: "c3", handle: "lost", problem: problem("gone") }),
        aConnection({ id: "c2", handle: "gone", status: "needs_reconnect", nextCheckAt: null }),
      ],
      "connections.platforms": () => [platform, { ...platform, id: "other", name: "Other" }],
    });
    await screen.findByRole("heading", { name: /Not set up/ });
    const headings = screen.getAllByRole("heading", { level: 2 }).map((each) => each.textContent);
    const groups = ["Needs you 2", "Waiting 1", "Working 1", "Paused 1", "Not set up 1"];
    expect(headings.filter((heading) => groups.includes(heading))).toEqual(groups);
    expect(screen.getAllByText("Last 24 hours")).toHaveLength(1);
    const lost = await rowOf("lost");
    expect(within(lost).getByRole("link", { name: /Reconnect/ })).toBeTruthy();
  });

  it("say when they last worked, and nothing where they never have", async () => {
    renderAt("/connections", {
      "connections.list": () => [
        aConnection({ lastSuccessAt: "2026-05-13T09:00:00.000Z", problem: problem("unavailable") }),
        aConnection({ id: "c2", handle: "never", lastSuccessAt: null, problem: problem("closed") }),
      ],
    });
    const row = await rowOf("ineshal");
    expect(row.querySelector(".label")?.textContent).toBe("11:00");
    expect(row.querySelector(".label time")?.getAttribute("title")).toMatch(/^Last worked 13 May/);
    expect((await rowOf("never")).querySelector(".label")?.textContent).toBe("");
  });

  it("name private items only where somebody chose them", async () => {
    const bare = { ...platform, connect: { ...platform.connect, options: [] } };
    renderAt("/connections", {
      "connections.list": () => [
        aConnection({ includesPrivate: true }),
        aConnection({ id: "c2", platform: "bare", handle: "plain", includesPrivate: true }),
      ],
      "connections.platforms": () => [platform, { ...bare, id: "bare", name: "Bare" }],
    });
    expect((await rowOf("ineshal")).textContent).toContain("with private items");
    expect((await rowOf("plain")).textContent).not.toContain("private");
  });

  it("say when they worked, what they hold, and when they are checked next", async () => {
    renderAt("/connections");
    const row = await rowOf("ineshal");
    expect(row.textContent).toContain("14:40");
    expect(row.textContent).toContain(
      "12,140 items, complete back to 9 Feb 2021. Next check 14:45.",
    );
    expect(await within(row).findByRole("img", { name: /something new at 1 time/ })).toBeTruthy();
    expect(
      within(row)
        .getByRole("link", { name: /Details/ })
        .getAttribute("href"),
    ).toBe("/connections/c1");
  });

  it("let the numbers of a first sync move", async () => {
    let items = 2140;
    renderAt("/connections", {
      "connections.list": () => [
        aConnection({ isSyncing: true, isComplete: false, itemCount: items, progress }),
      ],
    });
    const row = await rowOf("ineshal");
    expect(row.textContent).toContain(
      "First sync. 2,140 items so far, complete back to 9 Feb 2021, going further. Now commits of ines/tarn.",
    );
    expect(within(row).getByRole("progressbar").getAttribute("aria-valuenow")).toBe("39");
    items = 2200;
    await vi.advanceTimersByTimeAsync(2_500);
    await waitFor(() => expect(row.textContent).toContain("2,200 items so far"));
    expect(row.isConnected).toBe(true);
  });

  it("lead to a reconnect, with what was granted before", async () => {
    renderAt("/connections", {
      "connections.list": () => [
        aConnection({
          status: "needs_reconnect",
          includesPrivate: true,
          problem: {
            code: "unauthorised",
            message: "Forge ended our access.",
            action: "reconnect",
          },
        }),
      ],
    });
    const row = await rowOf("ineshal");
    expect(row.textContent).toContain("Signed out since 13 May 14:40. Forge ended our access.");
    const link = within(row).getByRole("link", { name: /Reconnect/ });
    expect(link.getAttribute("href")).toBe("/media/api/auth/forge?private=1&reconnect=c1");
    expect(within(row).queryByRole("button", { name: /Sync now/ })).toBeNull();
  });

  it("pause, resume and sync", async () => {
    const { api } = renderAt("/connections", {
      "connections.pause": () => aConnection({ status: "paused", nextCheckAt: null }),
      "connections.resume": () => aConnection(),
      "connections.sync": () => aConnection({ isSyncing: true }),
    });
    await rowOf("ineshal");
    fireEvent.click(screen.getByRole("button", { name: /Pause/ }));
    const resume = await screen.findByRole("button", { name: /Resume/ });
    await waitFor(() => expect(document.activeElement).toBe(resume));
    fireEvent.click(resume);
    const pause = await screen.findByRole("button", { name: /Pause/ });
    await waitFor(() => expect(document.activeElement).toBe(pause));
    fireEvent.click(screen.getByRole("button", { name: /Sync now/ }));
    expect(await screen.findByRole("button", { name: /Syncing/ })).toBeTruthy();
    await waitFor(() => {
      const paths = api.calls.map((call) => call.path);
      expect(paths).toContain("connections.sync");
      expect(paths.slice(paths.indexOf("connections.sync"))).toContain("connections.runs");
    });
    const verbs = api.calls.filter((call) => /pause|resume|sync/.test(call.path));
    expect(verbs.map((call) => call.path)).toEqual([
      "connections.pause",
      "connections.resume",
      "connections.sync",
    ]);
    expect(verbs[0]?.input).toEqual({ id: "c1" });
  });

  it("follow a sync that was asked for until it has left its mark", async () => {
    const { api } = renderAt("/connections", { "connections.sync": () => aConnection() });
    fireEvent.click(await screen.findByRole("button", { name: /Sync now/ }));
    expect(await screen.findByRole("button", { name: /Syncing/ })).toBeTruthy();
    await vi.advanceTimersByTimeAsync(2_500);
    expect(await screen.findByRole("button", { name: /Sync now/ })).toBeTruthy();
    api.answers["connections.list"] = () => [
      aConnection({ lastCheckedAt: "2026-05-13T12:41:02.000Z", problem: problem("unavailable") }),
    ];
    await vi.advanceTimersByTimeAsync(2_500);
    expect(await screen.findByRole("heading", { name: "Waiting 1" })).toBeTruthy();
    const asked = () => api.calls.filter((call) => call.path === "connections.list").length;
    const before = asked();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked()).toBe(before);
  });

  it("say why an action did not work", async () => {
    renderAt("/connections", {
      "connections.sync": () => {
        throw new Refusal("TOO_MANY_REQUESTS", "It was synced a moment ago. Try again at 14:42.");
      },
    });
    const row = await rowOf("ineshal");
    fireEvent.click(within(row).getByRole("button", { name: /Sync now/ }));
    expect((await within(row).findByRole("alert")).textContent).toBe(
      "It was synced a moment ago. Try again at 14:42.",
    );
  });

  it("wait out a limit, and say once that they do", async () => {
    const limited = aConnection({
      problem: { code: "rate_limited", message: "Forge asks us to wait.", action: "wait" },
    });
    const { api } = renderAt("/connections", {
      "connections.sync": () => {
        api.answers["connections.list"] = () => [limited];
        throw new Refusal("TOO_MANY_REQUESTS", "Forge asks us to wait.");
      },
    });
    const button = await screen.findByRole<HTMLButtonElement>("button", { name: /Sync now/ });
    button.focus();
    fireEvent.click(button);
    await screen.findByRole("heading", { name: "Waiting 1" });
    const row = await rowOf("ineshal");
    const moved = within(row).getByRole<HTMLButtonElement>("button", { name: /Sync now/ });
    expect([moved.title, moved.disabled]).toEqual(["Forge can be asked again at 14:45", true]);
    await waitFor(() => expect(row.contains(document.activeElement)).toBe(true));
    expect(row.textContent).toContain("Waiting. Forge asks us to wait. It continues at 14:45.");
    expect(within(row).queryByRole("alert")).toBeNull();
  });

  it("stand apart while they are paused, and offer another account", async () => {
    renderAt("/connections", {
      "connections.list": () => [
        aConnection(),
        aConnection({ id: "c2", handle: "resting", status: "paused", nextCheckAt: null }),
      ],
    });
    expect(await screen.findByRole("heading", { name: "Paused 1" })).toBeTruthy();
    expect(screen.getByRole("heading", { name: "Working 1" })).toBeTruthy();
    const another = screen.getByText("Connect another account").closest("details");
    expect(another?.textContent).toContain("Forge connects the account you are signed in to there");
    expect(another?.querySelector("a")?.getAttribute("href")).toBe("/media/api/auth/forge");
  });

  it("sync all by one key", async () => {
    const { api } = renderAt("/connections", {
      "connections.list": () => [aConnection(), aConnection({ id: "c2", handle: "second" })],
      "connections.sync": ({ id }) => aConnection({ id: String(id), isSyncing: true }),
    });
    await rowOf("second");
    fireEvent.keyDown(document.body, { key: "s" });
    await waitFor(() =>
      expect(api.calls.filter((call) => call.path === "connections.sync")).toHaveLength(2),
    );
  });
});

it("says once when a list that failed is asked for again", async () => {
  renderAt("/connections", {
    "connections.list": () => {
      throw new Refusal(
        "BAD_GATEWAY",
        "devpad does not answer. Nothing is lost; try again in a minute.",
      );
    },
  });
  await vi.advanceTimersByTimeAsync(1_000);
  const note = await screen.findByRole("alert");
  await waitFor(() => expect(note.textContent).toContain("This page asks again in"));
  expect(note.textContent).toContain("devpad does not answer. Nothing is lost.");
  expect(note.textContent).not.toContain("in a minute");
});

describe("platforms that are not connected", () => {
  it("say what the owner must set", async () => {
    renderAt("/connections", {
      "connections.list": () => [],
      "connections.platforms": () => [
        { ...platform, configured: false, missing: ["FORGE_ID", "FORGE_SECRET"] },
      ],
    });
    const row = await rowOf("Forge");
    expect(row.textContent).toContain(
      "You can bring one of your own now, or its owner sets FORGE_ID and FORGE_SECRET.",
    );
    expect(within(row).queryByRole("link")).toBeNull();
  });
});

describe("coming back", () => {
  it.each(Object.entries(PROBLEMS))("with the problem %s", async (code, sentence) => {
    const { path } = renderAt(`/connections?problem=${code}&platform=forge`, {
      "connections.list": () => [],
    });
    const text = await screen.findByText(sentence.replaceAll("{platform}", "Forge"));
    const tone = text.closest(".notice")?.getAttribute("data-tone");
    expect(tone).toBe(code === "denied" ? "done" : "problem");
    await waitFor(() => expect(path()).toBe("/connections"));
    expect(text.isConnected).toBe(true);
  });

  it("holds everything until the names of platforms are known", async () => {
    const platforms = Promise.withResolvers<unknown>();
    renderAt("/connections?connected=c1", {
      "connections.platforms": () => platforms.promise,
    });
    await screen.findByText("Fetching your connections");
    await vi.advanceTimersByTimeAsync(100);
    expect(document.body.textContent).not.toContain("ineshal");
    platforms.resolve([platform]);
    expect(await screen.findByText(/Forge, .*, is connected again/)).toBeTruthy();
  });

  it("says that what was connected stays, when access was not given anew", async () => {
    renderAt("/connections?problem=denied&platform=forge");
    const text = await screen.findByText(/You chose not to give access at Forge/);
    expect(text.textContent).toMatch(/ What was connected stays as it was\.$/);
  });

  it.each([
    ["by the address", "&new=1", "2026-05-01T00:00:00.000Z"],
    ["by its beginning", "", "2026-05-13T12:40:30.000Z"],
  ])("knows what is new %s", async (_, mark, createdAt) => {
    renderAt(`/connections?connected=c1${mark}`, {
      "connections.list": () => [aConnection({ itemCount: 0, createdAt })],
    });
    const notice = await screen.findByText(/Forge, .*, is connected/);
    expect(notice.textContent).toBe("Forge, ineshal, is connected. It has nothing to show yet.");
  });

  it("shows nothing that a stranger wrote into the address", async () => {
    renderAt("/connections?problem=Send+money&platform=<b>evil</b>");
    await rowOf("ineshal");
    expect(screen.queryByRole("alert")).toBeNull();
    expect(document.body.textContent).not.toContain("Send money");
  });

  it("lets the sentence be put away", async () => {
    const { path } = renderAt("/connections?problem=refused&platform=forge");
    fireEvent.click(await screen.findByRole("button", { name: "Dismiss" }));
    await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
    await waitFor(() => expect(path()).toBe("/connections"));
  });

  it("says what was connected, and that its history is there once it is", async () => {
    const connection = aConnection({ isComplete: false, isSyncing: true, progress });
    const { api, path } = renderAt("/connections?connected=c1&new=1", {
      "connections.list": () => [connection],
    });
    expect(await screen.findByText(/is connected\. Its history is on its way/)).toBeTruthy();
    await waitFor(() => expect(path()).toBe("/connections"));
    api.answers["connections.list"] = () => [aConnection()];
    await vi.advanceTimersByTimeAsync(2_500);
    expect(await screen.findByText(/is connected\. Its history is on \./)).toBeTruthy();
  });

  it("says that another account was approved than the one that was asked for", async () => {
    renderAt("/connections?connected=c2&instead=c1", {
      "connections.list": () => [
        aConnection({ status: "needs_reconnect" }),
        aConnection({ id: "c2", handle: "ines-work" }),
      ],
    });
    const notice = await screen.findByText(/You connected/);
    expect(notice.textContent).toBe("You connected ines-work. ineshal still needs you.");
  });
});
