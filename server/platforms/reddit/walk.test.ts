import { describe, expect, it } from "vitest";
import { openRedditAccount } from "../../testing/reddit-account.ts";
import { reddit } from "./index.ts";

/** The walk against the stand-in's wire, compared with what the stand-in knows it holds. */

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

type Opened = Awaited<ReturnType<typeof openRedditAccount>>;

async function expectAll({ known, inventory }: Opened): Promise<void> {
  const found = [...known.values()].map((one) => [
    one.externalId,
    one.kind,
    one.occurredAt,
    one.isPrivate,
  ]);
  const held = [...(await inventory()).values()].map((one) => [
    one.external_id,
    one.kind,
    Date.parse(one.occurred_at),
    one.private,
  ]);
  expect(found.toSorted()).toEqual(held.toSorted());
}

describe("the first walk", () => {
  it.each([
    {},
    { includePrivate: true },
    { login: "ineshal" },
    { login: "ineshal", includePrivate: true, failEvery: 3 },
    { inOneMoment: true, items: 450 },
    { items: 1 },
    { items: 0 },
  ])("finds all of it, once (%j)", async (given) => {
    const opened = await openRedditAccount(given);
    const { pages } = await opened.check();
    await expectAll(opened);
    expect(pages.at(-1)).toMatchObject({ complete: true, more: false, progress: null });
  });

  it.each([true, false])("can be made again from what is kept (private: %s)", async (given) => {
    const opened = await openRedditAccount({ includePrivate: given });
    const { pages } = await opened.check();
    for (const { raw, items } of pages) {
      expect(raw === null ? [] : reddit.map(raw, opened.account)).toEqual(items);
    }
  });

  it("reads each entry once, but for the newest hundred", async () => {
    const opened = await openRedditAccount({ login: "ineshal" });
    // 1 of the overview, 2 of posts and 8 of comments.
    expect((await opened.check()).requests).toBeLessThanOrEqual(11);
  });

  it("believes Ines to have as much as somebody has", async () => {
    const { known, check } = await openRedditAccount({ login: "ineshal", includePrivate: true });
    await check();
    const of = (kind: string) => [...known.values()].filter((item) => item.kind === kind).length;
    expect(of("comment")).toBeGreaterThan(650);
    expect(of("post")).toBeGreaterThan(110);
    expect(of("crosspost")).toBeGreaterThan(4);
    expect([...known.values()].some((item) => item.marks?.includes("sensitive"))).toBe(true);
  });

  it("gets the newest thousand comments of somebody who has more", async () => {
    const opened = await openRedditAccount({ items: 2600, lives: true });
    await opened.check();
    await expectAll(opened);
    const comments = [...opened.known.values()].filter((item) => item.kind === "comment");
    expect(comments.length).toBeGreaterThan(900);
    expect(comments.length).toBeLessThanOrEqual(1000);
    // What is new comes on top, and what the listing drops for it stays.
    const before = new Set(opened.known.keys());
    opened.wait(6 * 60 * MINUTE);
    await opened.check();
    expect([...before].every((id) => opened.known.has(id))).toBe(true);
    expect(opened.known.size).toBeGreaterThan(before.size);
  });

  it("goes on where an answer named no next page by mistake", async () => {
    const opened = await openRedditAccount({ login: "ineshal" });
    opened.wire.alter = (url, body) =>
      /comments.*after=/.test(url) ? body.replace(/"after":"\w+"/, '"after":null') : body;
    await opened.check();
    const found = opened.known.size;
    expect(found).toBeLessThan((await opened.inventory()).size);
    opened.wire.alter = null;
    opened.wait(5 * MINUTE);
    await opened.check();
    await expectAll(opened);
    expect(opened.known.size).toBeGreaterThan(found);
  });
});

describe("how far back it is complete", () => {
  it.each([
    { items: 2600, limit: "Reddit gives the newest 1,000 comments of an account." },
    { items: 600, limit: null },
    { items: 30, limit: null },
    { items: 0, limit: null },
  ])("is told with the reason ($items things)", async ({ items, limit }) => {
    const opened = await openRedditAccount({ items });
    await opened.check();
    opened.wait(5 * MINUTE);
    const { pages } = await opened.check();
    expect(pages.at(-1)?.reach?.limit).toBe(limit);
    const held = [...(await opened.inventory()).values()].filter(({ kind }) => kind === "comment");
    const oldest = Math.min(...held.map((one) => Date.parse(one.occurred_at)));
    const since = pages.at(-1)?.reach?.since ?? Infinity;
    if (limit === null) expect(since).toBe(0);
    else expect(since - oldest).toBeLessThan(3 * DAY);
    expect(since === 0 || since > oldest).toBe(true);
  });

  it("is told from the first page on, which has the newest of all", async () => {
    const opened = await openRedditAccount({ items: 600 });
    const { reach } = await opened.nextPage();
    const held = [...(await opened.inventory()).values()];
    const told = held.filter((one) => Date.parse(one.occurred_at) >= (reach?.since ?? Infinity));
    expect(told.length).toBeGreaterThan(80);
    expect(told.filter((one) => !opened.known.has(one.external_id))).toEqual([]);
  });
});

describe("a check", () => {
  it("costs one request where nothing is new, and says so", async () => {
    const opened = await openRedditAccount({ login: "ineshal" });
    await opened.check();
    opened.wait(5 * MINUTE);
    // Where each history ended is asked for once more: a first end may be a slip.
    expect((await opened.check()).requests).toBe(3);
    for (let checks = 0; checks < 3; checks += 1) {
      opened.wait(5 * MINUTE);
      const { pages, requests } = await opened.check();
      expect(requests).toBe(1);
      const told = pages.map(({ unchanged, raw, items }) => [
        unchanged,
        raw === null,
        items.length,
      ]);
      expect(told).toEqual([[true, true, 0]]);
    }
  });

  it("keeps up with a life in which things are edited, deleted and removed", async () => {
    const opened = await openRedditAccount({ lives: true, items: 900, includePrivate: true });
    await opened.check();
    const before = new Map(opened.known);
    for (let checks = 1; checks <= 60; checks += 1) {
      opened.wait(5 * MINUTE);
      await opened.check();
      if (checks % 6 === 0) await expectAll(opened);
    }
    const known = [...opened.known.values()];
    const fresh = known.filter(({ externalId }) => !before.has(externalId));
    expect(fresh.length).toBeGreaterThan(10);
    expect(fresh.some((item) => (item.editedAt ?? null) !== null)).toBe(true);
    expect(known.some((item) => /\[(?:removed|deleted)\]/.test(item.body ?? ""))).toBe(false);
  });

  it("reads all of it again every day, and sees what a closed subreddit takes along", async () => {
    const opened = await openRedditAccount({ login: "ineshal", lives: false });
    await opened.check();
    const keyboards = () =>
      [...opened.known.values()].filter((item) => item.place?.name === "r/MechanicalKeyboards");
    expect(keyboards().length).toBeGreaterThan(5);
    opened.wait(DAY + MINUTE);
    expect((await opened.check()).requests).toBeGreaterThan(8);
    await expectAll(opened);
    // The subreddit closes on the fifth of December.
    opened.wait(13 * DAY);
    await opened.check();
    expect(keyboards()).toEqual([]);
    await expectAll(opened);
  });
});

describe("a place in a listing", () => {
  it("is found again when the entry that named it was deleted meanwhile", async () => {
    const opened = await openRedditAccount({ login: "ineshal" });
    await opened.nextPage();
    const page = await opened.nextPage();
    const position = JSON.stringify(page.cursor).match(/t3_\w+ t3_\w+/)?.[0] ?? "";
    const [anchor = ""] = position.split(" ");
    const seen: string[] = [];
    const http = {
      send: async (request: Parameters<ReturnType<typeof opened.http>["send"]>[0]) => {
        seen.push(request.url);
        const url = request.url.replace(anchor, "t3_deleted");
        return await opened.http().send({ ...request, url });
      },
    };
    const next = await reddit.fetchPage({
      http,
      account: opened.account,
      includePrivate: false,
      cursor: page.cursor,
      now: opened.now(),
      failures: 0,
    });
    expect(seen).toHaveLength(2);
    expect(next.items.length).toBeGreaterThan(20);
  });
});
