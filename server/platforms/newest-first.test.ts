import { describe, expect, it } from "vitest";
import {
  DAY,
  expectAll,
  isQuiet,
  MINUTE,
  NOW,
  settle,
  tinyListing,
  toItem,
} from "../testing/tiny-listing.ts";
import { walkNewestFirst } from "./newest-first.ts";
import type { Page } from "./page.ts";

describe("the first walk", () => {
  it.each([
    { count: 0 },
    { count: 1 },
    { count: 10 },
    { count: 47 },
    { count: 47, repeats: true },
    { count: 47, inOneMoment: true },
    { count: 47, inOneMoment: true, repeats: true },
    { count: 47, withEtags: true, isWhole: false },
  ])("finds all of it (%j)", async (options) => {
    const tiny = tinyListing(options);
    const pages = await tiny.check();
    expectAll(tiny);
    expect(pages.map(({ complete }) => complete)).toEqual(pages.map(({ more }) => !more));
    expect(pages).toHaveLength(Math.max(1, Math.ceil(options.count / 10)));
  });

  it("misses nothing that is posted meanwhile", async () => {
    const tiny = tinyListing({ count: 47 });
    for (let more = true; more;) {
      for (let posts = 0; posts < 7; posts += 1) tiny.post();
      tiny.now += 20 * MINUTE;
      ({ more } = await tiny.step());
    }
    tiny.now += 5 * MINUTE;
    await tiny.check();
    expectAll(tiny);
  });

  it("goes on from the top where a place is gone", async () => {
    const tiny = tinyListing({ count: 47 });
    await tiny.step();
    await tiny.step();
    tiny.delete(...tiny.posts.slice(15, 25).map(({ id }) => id));
    for (const failures of [0, 1, 2]) {
      await expect(tiny.step(failures)).rejects.toThrow("There is no such place.");
    }
    await tiny.step(3);
    expect(tiny.asks.at(-1)?.position).toBeNull();
    await tiny.check();
    expectAll(tiny);
  });

  it("finds what is shown some minutes late, though it stands a page below what is new", async () => {
    const tiny = tinyListing({ count: 12, size: 10, rereadEveryMs: null });
    await tiny.check();
    tiny.now += 20 * MINUTE;
    const before = tiny.now;
    for (const minutes of [4, 3, 2]) tiny.post(before - minutes * MINUTE);
    await tiny.check();
    tiny.now += 5 * MINUTE;
    for (const minutes of [4, 3.5, 3, 2.5, 2, 1.5, 1]) tiny.post(tiny.now - minutes * MINUTE);
    tiny.post(before - 5 * MINUTE);
    await tiny.check();
    expectAll(tiny);
  });

  it("ends where a place leads to itself, and takes nothing for deleted", async () => {
    const request = { ...REQUEST, cursor: null };
    const raw = { endpoint: "posts", url: "https://a.example/", body: "" };
    const read = async () => ({ items: [], raw, next: "7", skipped: 0 });
    const walk = {
      rereadEveryMs: null,
      listings: [{ name: "posts", covers: ["post"], isWhole: true, read }],
    };
    const first = await walkNewestFirst(request, walk);
    expect(first.more).toBe(true);
    const second = await walkNewestFirst({ ...request, cursor: first.cursor }, walk);
    expect(second).toMatchObject({ more: false, complete: true, covers: null });
  });
});

describe("a check", () => {
  it.each([
    { count: 0 },
    { count: 1 },
    { count: 47 },
    { count: 47, inOneMoment: true },
    { count: 47, withEtags: true },
    { count: 47, repeats: true },
  ])("with nothing new costs one request (%j)", async (options) => {
    const tiny = tinyListing({ rereadEveryMs: null, ...options });
    await settle(tiny);
    for (const wait of [5 * MINUTE, MINUTE, 1000, DAY]) {
      tiny.now += wait;
      const asked = tiny.asks.length;
      const pages = await tiny.check();
      expect(pages).toHaveLength(1);
      expect(pages[0]).toMatchObject(isQuiet);
      expect(tiny.asks.length - asked).toBe(options.repeats ? 2 : 1);
    }
    expectAll(tiny);
  });

  it("is conditional where the listing can be", async () => {
    const tiny = tinyListing({ count: 12, withEtags: true });
    await settle(tiny);
    tiny.now += 5 * MINUTE;
    await tiny.check();
    expect(tiny.asks.at(-1)?.etag).toBe(JSON.stringify(tiny.posts.slice(0, 10)));
    tiny.post();
    tiny.now += 5 * MINUTE;
    expect((await tiny.check())[0]?.unchanged).toBe(false);
    expectAll(tiny);
  });

  it.each([1, 9, 10, 11, 35, 100])("finds %i new ones, whatever page they fill", async (count) => {
    for (const repeats of [false, true]) {
      const tiny = tinyListing({ count: 47, repeats, rereadEveryMs: null });
      await tiny.check();
      tiny.now += 5 * MINUTE;
      for (let posts = 0; posts < count; posts += 1) tiny.post(tiny.now - posts * 1000);
      await tiny.check();
      expectAll(tiny);
      tiny.now += 5 * MINUTE;
      expect((await tiny.check()).at(-1)).toMatchObject({ unchanged: true });
    }
  });

  it.each([1, 9, 35])("finds %i more of the very moment that was known", async (count) => {
    const tiny = tinyListing({ count: 40, inOneMoment: true, rereadEveryMs: null });
    await settle(tiny);
    for (let posts = 0; posts < count; posts += 1) tiny.post(NOW - DAY);
    await settle(tiny);
    expectAll(tiny);
    tiny.now += 5 * MINUTE;
    expect(await tiny.check()).toMatchObject([isQuiet]);
  });

  it("that is cut short anywhere is taken up by the next, with what came since", async () => {
    for (let cut = 1; cut < 6; cut += 1) {
      const tiny = tinyListing({ count: 47, rereadEveryMs: null });
      await tiny.check();
      tiny.now += 5 * MINUTE;
      for (let posts = 0; posts < 60; posts += 1) tiny.post(tiny.now - posts * 1000);
      for (let step = 0; step < cut; step += 1) await tiny.step();
      tiny.now += 5 * MINUTE;
      for (let posts = 0; posts < 25; posts += 1) tiny.post(tiny.now - posts * 1000);
      await tiny.check();
      tiny.now += 5 * MINUTE;
      await tiny.check();
      expectAll(tiny);
    }
  });

  it("starts its head again where a place in it is gone", async () => {
    const tiny = tinyListing({ count: 47, rereadEveryMs: null });
    await tiny.check();
    tiny.now += 5 * MINUTE;
    for (let posts = 0; posts < 40; posts += 1) tiny.post(tiny.now - posts * 1000);
    await tiny.step();
    tiny.delete(...tiny.posts.slice(5, 15).map(({ id }) => id));
    await expect(tiny.step()).rejects.toThrow("There is no such place.");
    await tiny.step(3);
    await tiny.check();
    expectAll(tiny);
  });

  it("is not misled by what is dated ahead of its time", async () => {
    const tiny = tinyListing({ count: 20, rereadEveryMs: null });
    tiny.post(NOW + 400 * DAY);
    await tiny.check();
    tiny.now += 30 * DAY;
    for (let posts = 0; posts < 35; posts += 1) tiny.post(tiny.now - posts * MINUTE);
    await tiny.check();
    expectAll(tiny);
  });

  it("happens although the clock was set back", async () => {
    const tiny = tinyListing({ count: 20, rereadEveryMs: null });
    await tiny.check();
    tiny.now -= 2 * DAY;
    tiny.post(NOW - DAY);
    await tiny.check();
    expectAll(tiny);
  });
});

describe("what was deleted or edited", () => {
  it("near the top is seen at the next check", async () => {
    const tiny = tinyListing({ count: 47, rereadEveryMs: null });
    await tiny.check();
    const [, second, third] = tiny.posts;
    if (third) third.text = "Edited";
    tiny.delete(second?.id ?? 0);
    tiny.now += 10 * MINUTE;
    await tiny.check();
    expectAll(tiny);
  });

  it.each([{}, { repeats: true }])(
    "anywhere is seen when all is read again (%j)",
    async (given) => {
      const tiny = tinyListing({ count: 47, ...given });
      await tiny.check();
      const [oldest] = tiny.posts.slice(-1);
      const middle = tiny.posts[25];
      if (middle) middle.text = "Edited";
      tiny.delete(oldest?.id ?? 0, ...tiny.posts.slice(30, 42).map(({ id }) => id));
      tiny.now += DAY + MINUTE;
      const pages = await tiny.check();
      // That the oldest is gone is believed when it has lasted.
      expect(tiny.items.size).toBe(tiny.posts.length + 1);
      tiny.now += 61 * MINUTE;
      pages.push(...(await tiny.check()));
      expectAll(tiny);
      expect(pages.every(({ complete }) => complete)).toBe(true);
    },
  );

  it("is seen also where nothing is left, and is shown again when all comes back", async () => {
    const tiny = tinyListing({ count: 25, rereadEveryMs: null });
    await tiny.check();
    const { posts } = tiny;
    const known = tiny.items.size;
    tiny.posts = [];
    // It may be a fault that passes: only what lasts is believed.
    for (const wait of [5, 5, 45]) {
      tiny.now += wait * MINUTE;
      await tiny.check();
      expect(tiny.items.size).toBe(known);
    }
    tiny.now += 15 * MINUTE;
    await tiny.check();
    expectAll(tiny);
    tiny.now += 5 * MINUTE;
    expect(await tiny.check()).toMatchObject([isQuiet]);
    tiny.posts = posts;
    tiny.now += 5 * MINUTE;
    await tiny.check();
    expectAll(tiny);
  });

  it("is not supposed because a list was empty for once", async () => {
    const tiny = tinyListing({ count: 25, rereadEveryMs: null });
    await tiny.check();
    const { posts } = tiny;
    tiny.posts = [];
    tiny.now += 5 * MINUTE;
    await tiny.check();
    tiny.posts = posts;
    tiny.now += 90 * MINUTE;
    await tiny.check();
    tiny.posts = [];
    tiny.now += 5 * MINUTE;
    await tiny.check();
    tiny.posts = posts;
    expectAll(tiny);
  });

  it("of the oldest is seen though an empty page ends the listing", async () => {
    const tiny = tinyListing({ count: 17, trails: true });
    await tiny.check();
    tiny.delete(tiny.posts.at(-1)?.id ?? 0);
    for (const days of [1, 1, 1]) {
      tiny.now += days * DAY + MINUTE;
      await tiny.check();
    }
    expectAll(tiny);
  });

  it.each([
    ["young", 45, NOW - DAY - 60 * MINUTE],
    ["young, as the last of a page", 29, NOW - DAY - 60 * MINUTE],
    ["young, as the first of a page", 30, NOW - DAY - 60 * MINUTE],
    ["old", 3, NOW - 300 * DAY],
    ["old, as the last of a page", 9, NOW - 300 * DAY],
    ["old, as the first of a page", 10, NOW - 300 * DAY],
    ["old, just before the last of a page", 8, NOW - 300 * DAY],
    ["old, as the last of the listing", 56, NOW - 300 * DAY],
    ["like another page's", 9, NOW - DAY - 50 * 30 * MINUTE],
  ])("is not supposed of what stands elsewhere than its time says: %s", async (_name, at, time) => {
    const tiny = tinyListing({ count: 57 });
    tiny.posts = tiny.posts.map((post, place) => (place === at ? { ...post, at: time } : post));
    await tiny.check();
    expectAll(tiny);
    for (const wait of [5 * MINUTE, DAY, 5 * MINUTE, DAY]) {
      tiny.now += wait + MINUTE;
      tiny.posts = [
        { id: 900 + tiny.posts.length, at: tiny.now - 1000, text: "news" },
        ...tiny.posts,
      ];
      await tiny.check();
      expectAll(tiny);
    }
  });

  it("costs one request where the newest of many is deleted", async () => {
    const tiny = tinyListing({ rereadEveryMs: null });
    for (let at = 25; at > 0; at -= 1) tiny.post(NOW - at * 10_000);
    await tiny.check();
    tiny.delete(tiny.posts[0]?.id ?? 0);
    tiny.now += 5 * MINUTE;
    await tiny.check();
    for (let checks = 0; checks < 3; checks += 1) {
      tiny.now += 5 * MINUTE;
      const asked = tiny.asks.length;
      await tiny.check();
      expect(tiny.asks.length - asked).toBe(1);
    }
  });

  it("is not supposed of a listing that ends early", async () => {
    const tiny = tinyListing({ count: 47, isWhole: false });
    await tiny.check();
    const known = tiny.items.size;
    tiny.delete(...tiny.posts.slice(20).map(({ id }) => id));
    tiny.now += DAY + MINUTE;
    await tiny.check();
    expect(tiny.items.size).toBe(known);
  });

  it("is not supposed of what is so young that a listing may not show it yet", async () => {
    const tiny = tinyListing({ count: 5 });
    await tiny.check();
    const young = toItem({ id: 99, at: tiny.now + 4 * MINUTE, text: "Just now" });
    tiny.items.set(young.externalId, young);
    tiny.now += 5 * MINUTE;
    tiny.post(tiny.now - 2 * MINUTE);
    await tiny.check();
    expect(tiny.items.has(young.externalId)).toBe(true);
  });

  it("lies in what the pages cover, all between two of them included", async () => {
    const tiny = tinyListing({ count: 45 });
    for (const now of [NOW, NOW + DAY + MINUTE]) {
      tiny.now = now;
      const pages = [...(await tiny.check()), ...(await settle(tiny))];
      const spans = pages.flatMap(({ covers }) => covers ?? []);
      const isCovered = (time: number): boolean =>
        spans.some(({ after, before }) => time > after && time < before);
      const between = tiny.posts.map(({ at }) => at - 15 * MINUTE);
      expect(between.filter((time) => !isCovered(time))).toEqual([]);
    }
  });
});

describe("while all is read again", () => {
  it("what is new is looked for all the same, however long it takes", async () => {
    const tiny = tinyListing({ count: 47 });
    await tiny.check();
    tiny.now += DAY + MINUTE;
    let steps = 0;
    for (let more = true; more && steps < 60; steps += 1) {
      tiny.post(tiny.now - MINUTE);
      ({ more } = await tiny.step());
      tiny.now += 5 * MINUTE;
    }
    expect(steps).toBeLessThan(60);
    await tiny.check();
    expectAll(tiny);
  });

  it("a page that is struck by a failure is asked for again, and nothing is lost", async () => {
    const struck = new Set<string>();
    const breaksAt = (position: string): boolean => {
      const isNew = !struck.has(position);
      struck.add(position);
      return isNew;
    };
    const tiny = tinyListing({ count: 47, breaksAt });
    for (let more = true, failures = 0; more;) {
      const page: Page | null = await tiny.step(failures).catch(() => null);
      failures = page === null ? failures + 1 : 0;
      more = page?.more ?? true;
    }
    expectAll(tiny);
  });
});

const REQUEST = {
  http: { send: () => Promise.reject(new Error("nothing is asked here")) },
  account: { externalId: "1", handle: "a", displayName: null, url: null, email: null },
  includePrivate: false,
  now: NOW,
  failures: 0,
};
