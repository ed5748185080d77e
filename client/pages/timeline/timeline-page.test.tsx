import { fireEvent, screen, waitFor, within } from "@solidjs/testing-library";
import { describe, expect, it, vi } from "vitest";
import { Refusal } from "../../testing/fake-api.ts";
import { useFixedTime } from "../../testing/fixed-time.ts";
import { renderAt } from "../../testing/render-at.tsx";
import { aBudget, aConnection, aGroup, aPage, aSingle, anItem } from "../../testing/samples.ts";

useFixedTime();

const row = async (text: string | RegExp) => {
  const found = (await screen.findByText(text)).closest("li");
  if (!found) throw new Error(`no row around ${text}`);
  return found;
};

describe("entries", () => {
  it("shows verb, object, code, place, state and figures of one item", async () => {
    renderAt("/timeline", {
      "timeline.list": () =>
        aPage([
          aSingle({
            kind: "request",
            state: "merged",
            startedAt: "2026-05-10T12:32:00.000Z",
            title: "Stream segments",
            reference: "#412",
            body: "Replaces <b>the</b> buffer.",
            isPrivate: true,
            figures: { additions: 412, deletions: 1497, comments: 3 },
          }),
        ]),
    });
    const entry = await row("Stream segments");
    expect(entry.textContent).toContain("14:32");
    expect(entry.textContent).toContain("Merged Stream segments #412");
    expect(entry.textContent).toContain("ines/tarn, private, open for 3 days, 3 comments");
    expect(entry.textContent).toContain("+412 −1,497");
    expect(within(entry).getByText("Replaces <b>the</b> buffer.")).toBeTruthy();
    expect(within(entry).getByText("fg").getAttribute("title")).toBe("Forge");
    expect(entry.querySelector(".tick")?.getAttribute("data-weight")).toBe("6");
    const link = within(entry).getByRole("link", { name: "Stream segments" });
    expect(link.getAttribute("target")).toBe("_blank");
    expect(link.getAttribute("rel")).toBe("noopener noreferrer");
  });

  it("shows people's text as text, and no link that is not to the web", async () => {
    renderAt("/timeline", {
      "timeline.list": () =>
        aPage([aSingle({ title: '<img src=x onerror="alert(1)">', url: "javascript:alert(1)" })]),
    });
    const entry = await row('<img src=x onerror="alert(1)">');
    expect(entry.querySelector("img")).toBeNull();
    expect(entry.querySelector("[data-source]")).toBeNull();
  });

  it("shows what it does not know: another platform, kind and state", async () => {
    renderAt("/timeline", {
      "timeline.list": () =>
        aPage([
          aSingle({ kind: "toot", state: "half_done", title: "Hello" }, { platform: "mystery" }),
        ]),
    });
    const entry = await row("Hello");
    expect(entry.textContent).toContain("Added Hello");
    expect(entry.textContent).toContain("half done");
    expect(entry.textContent).toContain("my");
  });

  it("unfolds a group, and fetches what is not held", async () => {
    const whole = aGroup(60, "2026-05-13T12:00:00.000Z");
    const { api } = renderAt("/timeline", {
      "timeline.list": () => aPage([{ ...whole, items: whole.items.slice(0, 50) }]),
      "timeline.get": () => ({ entry: whole }),
    });
    const entry = await row("60 commits");
    expect(entry.querySelector(".tick")?.getAttribute("data-teeth")).toBe("7");
    const unfold = within(entry).getByRole("button", { name: "and 59 more" });
    expect(unfold.getAttribute("aria-expanded")).toBe("false");
    fireEvent.click(unfold);
    expect(unfold.getAttribute("aria-expanded")).toBe("true");
    const inside = screen.getByRole("list", { name: "Inside" });
    expect(within(inside).getByText("Change 49")).toBeTruthy();
    fireEvent.click(within(inside).getByRole("button", { name: "10 more commits" }));
    expect(await screen.findByText("Change 59")).toBeTruthy();
    expect(api.calls.filter((call) => call.path === "timeline.get")).toHaveLength(1);
    fireEvent.click(unfold);
    expect(screen.queryByText("Change 59")).toBeNull();
  });

  it("holds the commits of a request inside it, and does not count them twice", async () => {
    const commits = [
      anItem({ externalId: "a", title: "First step", occurredAt: "2026-05-11T08:00:00.000Z" }),
    ];
    renderAt("/timeline", {
      "timeline.list": () =>
        aPage([
          aSingle(
            { kind: "request", state: "open", title: "Stream", figures: { commits: 2, files: 1 } },
            { children: commits, childCount: 1 },
          ),
        ]),
    });
    const entry = await row("Stream");
    expect(entry.textContent?.match(/commit/g)).toHaveLength(1);
    expect(entry.textContent).not.toContain("file");
    fireEvent.click(within(entry).getByRole("button", { name: "1 commit" }));
    const child = await row("First step");
    expect(child.textContent).toContain("11 May");
    expect(child.textContent).toContain("a41f9c2");
  });
});

describe("days", () => {
  it("heads each day, and names quiet hours between entries", async () => {
    renderAt("/timeline", {
      "timeline.list": () =>
        aPage([
          aSingle({ externalId: "1", title: "Today", occurredAt: "2026-05-13T12:00:00.000Z" }),
          aSingle({ externalId: "2", title: "Before", occurredAt: "2026-05-12T10:00:00.000Z" }),
        ]),
    });
    expect(await screen.findByRole("heading", { name: /13 May Wednesday, today/ })).toBeTruthy();
    expect(screen.getByRole("heading", { name: /12 May Tuesday, yesterday/ })).toBeTruthy();
    expect(screen.getByText("26 hours without an entry")).toBeTruthy();
    expect(screen.getAllByRole("img", { name: "1 entry by hour" })).toHaveLength(2);
    const [day] = screen.getAllByRole("region");
    expect(day?.style.getPropertyValue("--day-height")).toMatch(/^[\d.]+rem$/);
  });
});

describe("states", () => {
  it("shows the axis while it waits", async () => {
    const { container } = renderAt("/timeline", { "timeline.list": () => new Promise(() => {}) });
    await waitFor(() => expect(container.textContent).toContain("Fetching your timeline"));
  });

  it("begins with the first steps when nothing is connected", async () => {
    renderAt("/timeline", { "connections.list": () => [] });
    expect(await screen.findByText("Your line starts with one source")).toBeTruthy();
    const connect = await screen.findByRole("link", { name: /Connect Forge/ });
    expect(connect.getAttribute("href")).toBe("/media/api/auth/forge");
    fireEvent.click(screen.getByRole("checkbox", { name: /Private repositories too/ }));
    expect(connect.getAttribute("href")).toBe("/media/api/auth/forge?private=1");
    expect(connect.getAttribute("rel")).toBe("external");
  });

  it("shows the first sync, and the entries as soon as they arrive", async () => {
    const syncing = aConnection({
      isComplete: false,
      isSyncing: true,
      itemCount: 2140,
      progress: { label: "commits of ines/tarn", done: 12, total: 31, unit: "repositories" },
    });
    const { api } = renderAt("/timeline", {
      "connections.list": () => [syncing],
      "timeline.list": () => aPage([], null, [syncing]),
    });
    expect(await screen.findByText("Your history is on its way")).toBeTruthy();
    const bar = await screen.findByRole("progressbar", { name: "First sync of Forge" });
    expect(bar.getAttribute("aria-valuenow")).toBe("39");
    api.answers["timeline.list"] = () => aPage([aSingle({ title: "It arrived" })], null, [syncing]);
    await vi.advanceTimersByTimeAsync(3_500);
    expect(await screen.findByText("It arrived")).toBeTruthy();
    expect(screen.getByText(/: further back is still being read\./)).toBeTruthy();
  });

  it("says above the first day what its sources wait for", async () => {
    const problem = {
      code: "unauthorised",
      message: "Access ended. Reconnect.",
      action: "reconnect",
    };
    const syncing = aConnection({
      id: "c2",
      platform: "mystery",
      isComplete: false,
      itemCount: 90,
    });
    const gone = { ...aConnection(), status: "needs_reconnect", problem };
    renderAt("/timeline", {
      "connections.list": () => [gone, syncing, aConnection({ id: "c3", status: "paused" })],
      "timeline.list": () => aPage([aSingle({ title: "Kept" })]),
    });
    const need = (await screen.findByText(/^Signed out\.?$/)).closest("p");
    expect(need?.textContent).toMatch(
      /^Forge ineshal Signed out.* Access ended\. Reconnect\. Reconnect Forge$/,
    );
    const links = [...document.querySelectorAll(".source-note a")];
    expect(links.map((link) => link.getAttribute("href"))).toEqual([
      "/connections/c1",
      "/media/api/auth/forge?reconnect=c1",
      "/connections/c2",
    ]);
    expect(links[2]?.closest("p")?.textContent).toMatch(/^mystery First sync.* 90 items/);
    expect(screen.queryByText("Paused.")).toBeNull();
  });

  it("says first what needs the person, and folds what waits into one line", async () => {
    const waiting = (id: string, handle: string, nextCheckAt: string) =>
      aConnection({
        id,
        handle,
        nextCheckAt,
        problem: { code: "unavailable", message: "It answered 503.", action: "wait" },
      });
    renderAt("/timeline", {
      "connections.list": () => [
        waiting("c1", "ines", "2026-05-13T12:50:00.000Z"),
        aConnection({ id: "c2", platform: "mystery", isComplete: false, itemCount: 90 }),
        waiting("c3", "ines-work", "2026-05-13T12:45:00.000Z"),
        aConnection({ id: "c4", platform: "lost", status: "needs_reconnect" }),
      ],
      "timeline.list": () => aPage([aSingle({ title: "Kept" })]),
    });
    await screen.findByText("wait");
    const notes = [...document.querySelectorAll(".source-note")].map((each) => each.textContent);
    expect(notes.map((note) => note?.split(" ")[0])).toEqual(["lost", "2", "mystery"]);
    expect(notes[1]).toBe(
      "2 sources wait: Forge ines, Forge ines-work. Nothing is lost. The next try is at 14:45.",
    );
    const rail = screen.getByRole("complementary", { name: "Sources" });
    const names = [...rail.querySelectorAll("a")].map((each) => each.textContent);
    expect(names).toEqual(["fgines12,140", "fgines-work12,140", "mymystery90", "lolostreconnect"]);
    expect(rail.querySelector("a")?.title).toBe("Forge, ines, complete back to 9 Feb 2021");
    expect(rail.textContent).toMatch(/Complete back to 9 Feb 2021$/);
  });

  it("says in a few words beside the keys that nobody can be asked", async () => {
    const message = "The place where you sign in does not answer at the moment.";
    renderAt("/timeline", {
      "connections.list": () => {
        throw new Refusal("BAD_GATEWAY", message);
      },
    });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await screen.findByText("sign-in service not answering")).toBeTruthy();
  });

  it("says so when the sources have nothing", async () => {
    renderAt("/timeline");
    expect(await screen.findByText("Your sources have nothing to show yet")).toBeTruthy();
  });

  it("says what failed, and asks again by itself", async () => {
    const { api } = renderAt("/timeline", {
      "timeline.list": () => {
        throw new Refusal("BAD_GATEWAY", "The place where you sign in does not answer.");
      },
    });
    await vi.advanceTimersByTimeAsync(1_000);
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("The timeline could not be loaded");
    expect(alert.textContent).toContain("The place where you sign in does not answer.");
    expect(alert.textContent).toMatch(/asks again in \d+ seconds/);
    api.answers["timeline.list"] = () => aPage([aSingle({ title: "Back again" })]);
    await vi.advanceTimersByTimeAsync(21_000);
    expect(await screen.findByText("Back again")).toBeTruthy();
  });

  it("keeps what it shows when a later look fails", async () => {
    const { api } = renderAt("/timeline", {
      "timeline.list": () => aPage([aSingle({ title: "Still here" })]),
    });
    await screen.findByText("Still here");
    api.answers["timeline.list"] = () => {
      throw new Refusal("INTERNAL_SERVER_ERROR", "Something went wrong on our side.");
    };
    await vi.advanceTimersByTimeAsync(62_000);
    expect(
      await screen.findByText(/Something went wrong on our side\. This is from 14:41\./),
    ).toBeTruthy();
    expect(screen.getByText("Still here")).toBeTruthy();
  });

  it("fetches what was before, shows nothing twice, and says where the line ends", async () => {
    const shared = aGroup(4, "2026-05-12T12:00:00.000Z");
    renderAt("/timeline", {
      "timeline.list": ({ cursor }) =>
        cursor === "next"
          ? aPage([
              { ...shared, items: shared.items.slice(2) },
              aSingle({ title: "The oldest", occurredAt: "2022-05-27T10:00:00.000Z" }),
            ])
          : aPage(
              [aSingle({ title: "The newest" }), { ...shared, items: shared.items.slice(0, 2) }],
              "next",
            ),
    });
    await screen.findByText("The newest");
    const more = screen.queryByRole("button", { name: "Show what was before" });
    if (more) fireEvent.click(more);
    expect(await screen.findByText("The oldest")).toBeTruthy();
    expect(screen.getAllByText("4 commits")).toHaveLength(1);
    expect(screen.getByText("27 May 2022: the first entry your sources have.")).toBeTruthy();
  });

  it("says at its end how far back each source goes, and why not further", async () => {
    const limit = "Mystery gives the newest 1,000.";
    const sources = [
      aConnection(),
      aConnection({
        id: "c2",
        platform: "mystery",
        coverage: { since: "2026-02-03T10:00:00.000Z", limit },
      }),
      aConnection({ id: "c3", handle: "\u05d0\u05d9\u05e0\u05e1", isComplete: false }),
      aConnection({
        id: "c4",
        handle: "late",
        isComplete: false,
        coverage: { since: null, limit: null },
        problem: { code: "unavailable", message: "It answered 503.", action: "wait" },
      }),
      aConnection({
        id: "c5",
        platform: "quiet",
        oldestItemAt: null,
        coverage: { since: null, limit: null },
      }),
    ];
    const { api } = renderAt("/timeline", {
      "timeline.list": () => aPage([aSingle({ title: "The oldest" })], null, sources),
    });
    const list = await screen.findByRole("list", { name: "How far back each source goes" });
    expect([...list.children].map((each) => each.textContent)).toEqual([
      "Forge ineshal complete back to 9 Feb 2021.",
      "Forge \u05d0\u05d9\u05e0\u05e1 complete back to 9 Feb 2021, going further.",
      "Forge late is still being read. It answered 503.",
      `mystery complete back to 3 Feb. ${limit}`,
      "quiet has nothing yet.",
    ]);
    expect(within(list).getByText("\u05d0\u05d9\u05e0\u05e1").tagName).toBe("BDI");
    expect(screen.getByText(/further back is still being read/)).toBeTruthy();
    api.answers["timeline.list"] = () =>
      aPage([aSingle({ title: "The oldest" })], null, sources.slice(0, 2));
    await vi.advanceTimersByTimeAsync(61_000);
    expect(await screen.findByText(/the first entry your sources give\./)).toBeTruthy();
  });

  it("says what will end soon, and which stop is reached, with their mending", async () => {
    const stopped = aConnection({
      id: "c2",
      platform: "meter",
      problem: { code: "cap_reached", message: "All of $5.00 is used.", action: "wait" },
    });
    const ending = aConnection({
      id: "c3",
      warning: { message: "Reconnect before.", at: "2026-05-15T10:00:00.000Z" },
    });
    renderAt("/timeline", {
      "connections.list": () => [
        stopped,
        ending,
        aConnection({
          id: "c4",
          platform: "later",
          warning: { message: "Not yet.", at: "2026-05-18T10:00:00.000Z" },
        }),
      ],
      "connections.budgets": () => [aBudget({ cap: 10 })],
      "timeline.list": () => aPage([aSingle({ title: "Kept" })]),
    });
    const mend = await screen.findByRole("link", { name: "Raise the stop of meter" });
    expect(mend.getAttribute("href")).toBe("/connections/c2#stop");
    const notes = [...document.querySelectorAll(".source-note")].map((each) => each.textContent);
    expect(notes).toEqual([
      "Forge Until 15 May at 12:00. Reconnect before. Reconnect Forge",
      "meter Stop reached. All of $5.00 is used. Raise the stop of meter",
    ]);
  });

  it("offers to try again when further back did not load", async () => {
    let fails = true;
    renderAt("/timeline", {
      "timeline.list": ({ cursor }) => {
        if (cursor !== "next") return aPage([aSingle({ title: "The newest" })], "next");
        if (fails) throw new Refusal("INTERNAL_SERVER_ERROR", "Something went wrong.");
        return aPage([aSingle({ externalId: "old", title: "The oldest" })]);
      },
    });
    await screen.findByText("The newest");
    const more = screen.queryByRole("button", { name: "Show what was before" });
    if (more) fireEvent.click(more);
    await vi.advanceTimersByTimeAsync(1_000);
    const again = await screen.findByRole("button", { name: "Try again" });
    fails = false;
    fireEvent.click(again);
    expect(await screen.findByText("The oldest")).toBeTruthy();
  });
});

describe("what is new", () => {
  it("waits behind a flag until it is asked for", async () => {
    const held = aSingle({ externalId: "held", title: "Held" });
    const { api } = renderAt("/timeline", { "timeline.list": () => aPage([held]) });
    await screen.findByText("Held");
    const fresh = aSingle({
      externalId: "fresh",
      title: "Fresh",
      occurredAt: "2026-05-13T12:40:00.000Z",
    });
    api.answers["timeline.list"] = () => aPage([fresh, held]);
    await vi.advanceTimersByTimeAsync(61_000);
    const flag = await screen.findByRole("button", { name: /1 new since 14:41/ });
    expect(screen.queryByText("Fresh")).toBeNull();
    fireEvent.keyDown(document.body, { key: "." });
    expect(await screen.findByText("Fresh")).toBeTruthy();
    expect(screen.getAllByText("Held")).toHaveLength(1);
    expect(flag.isConnected).toBe(false);
    const isNew = async (text: string) => (await row(text)).classList.contains("new");
    expect([await isNew("Fresh"), await isNew("Held")]).toEqual([true, false]);
    vi.spyOn(document, "hasFocus").mockReturnValue(false);
    await vi.advanceTimersByTimeAsync(11_000);
    expect(await isNew("Fresh")).toBe(true);
    vi.spyOn(document, "hasFocus").mockReturnValue(true);
    window.dispatchEvent(new Event("focus"));
    await vi.advanceTimersByTimeAsync(11_000);
    expect(await isNew("Fresh")).toBe(false);
  });
});

describe("keys", () => {
  it("moves, unfolds, opens, and tells what it can", async () => {
    renderAt("/timeline", {
      "timeline.list": () =>
        aPage([
          aGroup(3, "2026-05-13T12:00:00.000Z"),
          aSingle({ externalId: "x", title: "Second", occurredAt: "2026-05-13T10:00:00.000Z" }),
        ]),
    });
    const first = await row("3 commits");
    const second = await row("Second");
    for (const each of [first, second]) {
      vi.spyOn(each, "getBoundingClientRect").mockReturnValue(new DOMRect(0, 100, 10, 10));
    }
    fireEvent.keyDown(document.body, { key: "j" });
    expect(document.activeElement).toBe(first);
    fireEvent.keyDown(first, { key: " " });
    expect(screen.getByText("Change 2")).toBeTruthy();
    fireEvent.keyDown(first, { key: "j" });
    expect(document.activeElement).toBe(second);
    expect(second.classList.contains("here")).toBe(true);
    expect(fireEvent.keyDown(second, { key: " " })).toBe(false);
    expect(fireEvent.keyDown(second, { key: "Enter" })).toBe(true);
    const opened = vi.fn((event: Event) => event.preventDefault());
    second.querySelector("[data-source]")?.addEventListener("click", opened);
    fireEvent.keyDown(second, { key: "o" });
    expect(opened).toHaveBeenCalledOnce();
    fireEvent.keyDown(second, { key: "k" });
    expect(document.activeElement).toBe(first);
    fireEvent.keyDown(document.body, { key: "?" });
    const help = await screen.findByRole("dialog", { name: "Keys" });
    expect(within(help).getByText("Next entry")).toBeTruthy();
    const unfolding = within(help).getByText("Unfold or fold").closest("div");
    expect(unfolding?.querySelector("dt")?.textContent).toBe("spaceenter");
    expect(within(help).getByText("Go to Connections")).toBeTruthy();
  });

  it("goes to other pages", async () => {
    const { path } = renderAt("/timeline");
    await screen.findByText("Your sources have nothing to show yet");
    fireEvent.keyDown(document.body, { key: "g" });
    fireEvent.keyDown(document.body, { key: "c" });
    await waitFor(() => expect(path()).toBe("/connections"));
  });
});

describe("the session", () => {
  it("leads to the front page, and back again, when it has ended", async () => {
    const signedOut = () => {
      throw new Refusal("UNAUTHORIZED", "Sign in first.");
    };
    const { path } = renderAt("/timeline", { "me.get": signedOut, "timeline.list": signedOut });
    expect(await screen.findByText(/You are signed out\./)).toBeTruthy();
    await waitFor(() => expect(path()).toBe("/?next=%2Ftimeline"));
    const back = screen.getByRole("link", { name: /go back to where you were/ });
    expect(back.getAttribute("href")).toMatch(/^\/media\/api\/auth\/login\?next=%2Ftimeline&zone=/);
  });

  it("asks who is here when another call is refused", async () => {
    const { api, path } = renderAt("/timeline", {
      "timeline.list": () => aPage([aSingle({ title: "Mine" })]),
    });
    await screen.findByText("Mine");
    const signedOut = () => {
      throw new Refusal("UNAUTHORIZED", "Sign in first.");
    };
    api.answers["me.get"] = signedOut;
    api.answers["timeline.list"] = signedOut;
    await vi.advanceTimersByTimeAsync(62_000);
    await waitFor(() => expect(path()).toBe("/?next=%2Ftimeline"));
    expect(screen.queryByText("Mine")).toBeNull();
  });
});
