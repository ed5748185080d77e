import { describe, expect, it } from "vitest";
import { DAY, MINUTE, toRows, visit, walkFor } from "../../testing/youtube-visitor.ts";
import type { Visit } from "../../testing/youtube-visitor.ts";
import { youtube } from "./index.ts";

/** The walk over the stand-in's wire, compared with what the stand-in knows it holds. */

const CHECK_EVERY = 5 * MINUTE;

async function friend(items: number, visitor: Visit = visit()) {
  await visitor.person("tovelind", items);
  return { visitor, walk: await walkFor(visitor, "tovelind") };
}

const expectAll = async (visitor: Visit, walk: Awaited<ReturnType<typeof walkFor>>, who: string) =>
  expect(walk.held()).toEqual(toRows(await visitor.inventory(who)));

const paths = (asked: readonly string[]): string[] =>
  asked.map((url) => new URL(url).pathname.replace("/youtube/v3/", ""));

describe("the first walk", () => {
  it("finds all that Ines has made, private ones too, and nothing that is deleted", async () => {
    const visitor = visit();
    const walk = await walkFor(visitor, "ineshal");
    const { pages, asked } = await walk.check();
    await expectAll(visitor, walk, "ineshal");
    expect(walk.items.size).toBeGreaterThan(170);
    const items = [...walk.items.values()];
    expect(items.every(({ isSecondary }) => !isSecondary)).toBe(true);
    expect(items.filter(({ isPrivate }) => isPrivate).length).toBeGreaterThan(5);
    expect(new Set(items.map(({ kind }) => kind))).toEqual(new Set(["video", "short", "stream"]));
    expect(pages.at(-1)?.complete).toBe(true);
    // The channel once, and for each page of fifty the list and the videos.
    expect(asked).toHaveLength(9);
    expect(pages.reduce((sum, page) => sum + (page.usage?.["units"] ?? 0), 0)).toBe(9);
  });

  it("tells how far it is", async () => {
    const { walk } = await friend(120);
    const { pages } = await walk.check();
    const told = pages.flatMap(({ progress }) => (progress ? [progress] : []));
    expect(told.at(-1)).toMatchObject({ label: "videos", unit: "videos", done: 100 });
    expect(told.at(-1)?.total).toBeGreaterThan(100);
    expect(pages.at(-1)?.progress).toBeNull();
  });

  it("of a channel without videos is complete at once, and each check costs one request", async () => {
    const { visitor, walk } = await friend(0);
    const { pages } = await walk.check();
    expect(pages.at(-1)).toMatchObject({ complete: true, items: [] });
    visitor.clock.now += CHECK_EVERY;
    const { pages: next, asked } = await walk.check();
    expect(next.every(({ unchanged }) => unchanged)).toBe(true);
    expect(paths(asked)).toEqual(["playlistItems"]);
  });

  it("keeps what the list says where videos cannot be read", async () => {
    const { visitor, walk } = await friend(60);
    await visitor.fault("status", { endpoint: "videos", status: 404 });
    await walk.check();
    expect(walk.items.size).toBeGreaterThan(50);
    expect([...walk.items.values()].every(({ isSecondary }) => isSecondary)).toBe(true);
    await visitor.calm();
    visitor.clock.now += DAY;
    await walk.check();
    await expectAll(visitor, walk, "tovelind");
  });
});

describe("a check", () => {
  it("that finds nothing new is one conditional request", async () => {
    const { visitor, walk } = await friend(120);
    await walk.check();
    visitor.clock.now += CHECK_EVERY;
    const { pages, asked } = await walk.check();
    expect(paths(asked)).toEqual(["playlistItems"]);
    expect(visitor.wire.lastStatus).toBe(304);
    expect(pages).toMatchObject([{ unchanged: true, raw: null, items: [], usage: { units: 1 } }]);
  });

  it("that is asked for at once looks all the same", async () => {
    const { visitor, walk } = await friend(20);
    await walk.check();
    visitor.clock.now += 1000;
    expect(paths((await walk.check()).asked)).toEqual(["playlistItems"]);
  });

  it("sees by itself that nothing is new where no ETag is understood", async () => {
    const { visitor, walk } = await friend(20);
    await walk.check();
    visitor.clock.now += CHECK_EVERY;
    visitor.wire.ignoresEtags = true;
    const { pages } = await walk.check();
    expect(pages).toMatchObject([{ unchanged: true, raw: null, items: [] }]);
  });

  it("keeps up with uploads, edits, deletions, broadcasts and what is made private", async () => {
    const visitor = visit();
    const walk = await walkFor(visitor, "ineshal");
    await walk.check();
    const before = walk.items.size;
    const titles = new Map<string, Set<string>>();
    const states: string[] = [];
    for (let checks = 0; checks < 96; checks += 1) {
      visitor.clock.now += CHECK_EVERY;
      await walk.check();
      await expectAll(visitor, walk, "ineshal");
      for (const { externalId, title, state } of walk.items.values()) {
        titles.set(externalId, (titles.get(externalId) ?? new Set()).add(title));
        if (state !== null) states.push(state);
      }
    }
    expect(walk.items.size).toBeGreaterThan(before + 3);
    expect(walk.gone.size).toBeGreaterThan(0);
    expect([...titles.values()].some(({ size }) => size > 1)).toBe(true);
    expect(new Set(states)).toEqual(new Set(["upcoming", "live"]));
    // It is live for 25 minutes at most, and seen to be over 10 minutes later at the latest.
    expect(states.filter((state) => state === "live").length).toBeLessThanOrEqual(7);
    const late = [...walk.items.values()].filter(
      ({ occurredAt }) => occurredAt > visitor.clock.now - DAY,
    );
    expect(late.some(({ isPrivate }) => isPrivate)).toBe(true);
    expect(late.every(({ state }) => state === null)).toBe(true);
  });

  it("catches up with more than a page of new uploads", async () => {
    const visitor = visit(Date.UTC(2025, 4, 14, 9));
    await visitor.person("atonce", 180, { inOneMoment: true });
    const walk = await walkFor(visitor, "atonce");
    await walk.check();
    expect(walk.items.size).toBe(0);
    visitor.clock.now += 40 * MINUTE;
    await walk.check();
    await expectAll(visitor, walk, "atonce");
    expect(walk.items.size).toBeGreaterThan(150);
  });

  it("does not take another channel's videos", async () => {
    const { visitor } = await friend(20);
    const { account } = await walkFor(visitor, "ineshal");
    const { accessToken } = await visitor.trade({ sandbox_login: "tovelind" });
    const http = visitor.http(`Bearer ${accessToken}`);
    const { now } = visitor.clock;
    const request = { http, account, includePrivate: true, cursor: null, now, failures: 0 };
    await expect(youtube.fetchPage(request)).rejects.toMatchObject({
      kind: "forbidden",
      told: expect.stringContaining("another YouTube channel"),
    });
  });

  it("reads everything once a day, and so finds what happened to old videos", async () => {
    const { visitor, walk } = await friend(300);
    await walk.check();
    const views = [...walk.items.values()].reduce(
      (sum, one) => sum + (one.figures["views"] ?? 0),
      0,
    );
    visitor.clock.now += 200 * DAY;
    const { asked } = await walk.check();
    expect(asked.length).toBeLessThan(18);
    await expectAll(visitor, walk, "tovelind");
    expect(walk.gone.size).toBeGreaterThan(0);
    const now = [...walk.items.values()].reduce((sum, one) => sum + (one.figures["views"] ?? 0), 0);
    expect(now).toBeGreaterThan(views);
  });

  it("believes nothing to be gone that still answers by its name", async () => {
    const { visitor, walk } = await friend(70);
    await walk.check();
    const all = walk.held();
    visitor.clock.now += DAY;
    await visitor.fault("not_found", { endpoint: "playlistItems" });
    await walk.check();
    expect(walk.held()).toEqual(all);
  });
});

describe("a page token that is not accepted", () => {
  it("starts the walk over", async () => {
    const { visitor, walk } = await friend(130);
    const fault = { endpoint: "playlistItems", after: 1, count: 1 };
    await visitor.fault("invalid_page_token", fault);
    await walk.check();
    await expectAll(visitor, walk, "tovelind");
  });

  it("again and again fails, and mends itself", async () => {
    const { visitor, walk } = await friend(130);
    const fault = { endpoint: "playlistItems", match: "pageToken" };
    await visitor.fault("invalid_page_token", fault);
    await expect(walk.check()).rejects.toMatchObject({ kind: "bad_response" });
    await visitor.calm();
    await walk.page(1);
    await walk.check();
    await expectAll(visitor, walk, "tovelind");
  });
});

describe("a quota that is used up", () => {
  it.each([
    ["summer", "2026-07-14T19:30:00Z", "2026-07-15T07:00:00.000Z"],
    ["winter", "2026-12-14T19:30:00Z", "2026-12-15T08:00:00.000Z"],
  ])("waits until midnight in California, in %s", async (_name, now, until) => {
    const { visitor, walk } = await friend(60, visit(Date.parse(now)));
    await walk.page();
    await visitor.fault("quota_exceeded");
    const failure = await walk.page().catch((error: unknown) => error);
    expect(failure).toMatchObject({
      kind: "rate_limited",
      retryAt: Date.parse(until),
      told: expect.stringContaining("midnight Pacific time"),
    });
  });

  it("goes on from where it was on the next day", async () => {
    const { visitor, walk } = await friend(180);
    await visitor.fault("limit", { limit: 4 });
    await expect(walk.check()).rejects.toMatchObject({ kind: "rate_limited" });
    const half = walk.items.size;
    expect(half).toBeGreaterThan(0);
    visitor.clock.now = Date.UTC(2026, 10, 23, 8);
    await visitor.calm();
    const { asked } = await walk.check();
    expect(paths(asked)[0]).not.toBe("channels");
    await expectAll(visitor, walk, "tovelind");
    expect(walk.items.size).toBeGreaterThan(half);
  });

  it("of a minute waits a minute", async () => {
    const { visitor, walk } = await friend(10);
    await visitor.fault("rate_limited");
    await expect(walk.page()).rejects.toMatchObject({
      kind: "rate_limited",
      retryAt: visitor.clock.now + MINUTE,
      told: null,
    });
  });
});
