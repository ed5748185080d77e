import { describe, expect, it } from "vitest";
import {
  DAY,
  expectAll,
  expectTrueReach,
  MINUTE,
  NOW,
  settle,
  tinyListing,
  type TinyListing,
} from "../testing/tiny-listing.ts";

/** When the first posts were made: the last of `count`, half an hour apart. */
const oldestOf = (count: number): number => NOW - DAY - count * 30 * MINUTE;

const sinceOf = ({ reach }: TinyListing): number | null => reach?.since ?? null;

describe("how far back it is complete", () => {
  it.each([{}, { inOneMoment: true }, { isWhole: false }, { trails: true }])(
    "goes down with the first walk, to the beginning once the end is certain (%j)",
    async (options) => {
      const tiny = tinyListing({ count: 47, ...options });
      let last = Infinity;
      for (let more = true; more;) {
        ({ more } = await tiny.step());
        const since = sinceOf(tiny) ?? Infinity;
        expect(since).toBeLessThanOrEqual(last);
        expectTrueReach(tiny);
        last = since;
      }
      // A first end may be a slip.
      expect(last).toBeGreaterThan(oldestOf(47));
      tiny.now += 5 * MINUTE;
      await tiny.check();
      expect(tiny.reach).toEqual({ since: 0, limit: null });
    },
  );

  it.each([0, 1, 2])("is the beginning where there are %i", async (count) => {
    const tiny = tinyListing({ count });
    await settle(tiny);
    expect(tiny.reach).toEqual({ since: 0, limit: null });
  });

  it("ends where the platform gives no more, which it says, and only there", async () => {
    const few = tinyListing({ count: 40, mostEntries: 50, isWhole: false });
    await settle(few);
    expect(few.reach).toEqual({ since: 0, limit: null });
    const many = tinyListing({ count: 80, mostEntries: 50, isWhole: false });
    await many.check();
    const { reach } = many;
    expect(reach?.limit).toBe("It gives the newest posts.");
    expect(sinceOf(many)).toBeGreaterThan(many.posts[50]?.at ?? 0);
    expect(sinceOf(many)).toBeLessThan(many.posts[47]?.at ?? 0);
    // What is new drives out what is old there, not here.
    for (let days = 0; days < 3; days += 1) {
      for (let posts = 0; posts < 14; posts += 1) many.post(many.now - posts * MINUTE);
      many.now += DAY + MINUTE;
      await many.check();
      expect(many.reach).toEqual(reach);
      expectTrueReach(many);
    }
  });

  it("has no limit where all was held before there was more than the platform gives", async () => {
    const tiny = tinyListing({ count: 40, mostEntries: 50, isWhole: false });
    await settle(tiny);
    for (let posts = 0; posts < 30; posts += 1) tiny.post();
    tiny.now += DAY + MINUTE;
    await tiny.check();
    expect(tiny.items.size).toBe(70);
    expect(tiny.reach).toEqual({ since: 0, limit: null });
  });

  it("asks an early end once more though the listing is not whole", async () => {
    const tiny = tinyListing({ count: 47, mostEntries: 1000, isWhole: false });
    await tiny.step();
    tiny.cutTo = 10;
    await tiny.check();
    expect(tiny.items.size).toBe(20);
    expect(sinceOf(tiny)).toBeGreaterThan(tiny.posts[20]?.at ?? 0);
    tiny.cutTo = null;
    await settle(tiny);
    expectAll(tiny);
    tiny.now += 5 * MINUTE;
    await tiny.check();
    expect(tiny.reach).toEqual({ since: 0, limit: null });
  });

  it("never claims what is new and not read down to the known yet", async () => {
    const tiny = tinyListing({ count: 47 });
    await settle(tiny);
    tiny.now += 60 * MINUTE;
    for (let posts = 0; posts < 45; posts += 1) tiny.post(tiny.now - posts * MINUTE);
    for (let more = true; more;) {
      ({ more } = await tiny.step());
      if (more) expect(sinceOf(tiny)).toBeGreaterThan(tiny.posts[45]?.at ?? Infinity);
      else expect(sinceOf(tiny)).toBe(0);
      expectTrueReach(tiny);
    }
    expectAll(tiny);
  });

  it("never claims what lies below an end in doubt that comes while much is new", async () => {
    const tiny = tinyListing({ count: 47 });
    await settle(tiny);
    tiny.now += 60 * MINUTE;
    for (let posts = 0; posts < 45; posts += 1) tiny.post(tiny.now - posts * MINUTE);
    tiny.cutTo = 10;
    await tiny.check();
    expectTrueReach(tiny);
    expect(sinceOf(tiny)).toBeGreaterThan(tiny.posts[10]?.at ?? Infinity);
    tiny.cutTo = null;
    await settle(tiny);
    expect(tiny.reach).toEqual({ since: 0, limit: null });
  });

  it("rises where an end that was believed leads on after all, until that is read", async () => {
    const tiny = tinyListing({ count: 47, rereadEveryMs: null });
    await settle(tiny);
    const cut = tiny.posts;
    tiny.posts = cut.slice(0, 5);
    for (const wait of [5, 30, 40]) {
      tiny.now += wait * MINUTE;
      await tiny.check();
    }
    expect([tiny.items.size, sinceOf(tiny)]).toEqual([5, 0]);
    tiny.posts = cut;
    tiny.now += 5 * MINUTE;
    for (let more = true; more;) {
      ({ more } = await tiny.step());
      expectTrueReach(tiny);
    }
    await settle(tiny);
    expectAll(tiny);
    expect(sinceOf(tiny)).toBe(0);
  });

  it("is left open where entries stand elsewhere than their time says, until the end", async () => {
    const tiny = tinyListing({ count: 47 });
    tiny.posts = tiny.posts.map((post, place) =>
      place === 25 ? { ...post, at: NOW - DAY } : post,
    );
    const told: (number | null)[] = [];
    for (let more = true; more;) {
      ({ more } = await tiny.step());
      told.push(sinceOf(tiny));
    }
    expect(told.slice(2)).toEqual([null, null, null]);
    await settle(tiny);
    expect(sinceOf(tiny)).toBe(0);
  });

  it("stays as it is while all is read again", async () => {
    const tiny = tinyListing({ count: 47 });
    await settle(tiny);
    tiny.now += DAY;
    for (let more = true; more;) {
      ({ more } = await tiny.step());
      expect(sinceOf(tiny)).toBe(0);
    }
  });
});

describe("while a first walk takes long", () => {
  it("what is new is looked for in between", async () => {
    const tiny = tinyListing({ count: 400 });
    let steps = 0;
    for (let more = true; more; steps += 1) {
      const posted = tiny.post(tiny.now - MINUTE);
      ({ more } = await tiny.step());
      tiny.now += 5 * MINUTE;
      if (!more) break;
      ({ more } = await tiny.step());
      expect(tiny.items.has(`post:${posted.id}`)).toBe(true);
      expectTrueReach(tiny);
      tiny.now += 5 * MINUTE;
    }
    expect(steps).toBeLessThan(60);
    await settle(tiny);
    expectAll(tiny);
  });

  it("what came meanwhile is not claimed where it has to begin again from the top", async () => {
    const tiny = tinyListing({ count: 60 });
    await tiny.step();
    await tiny.step();
    tiny.now += 3 * MINUTE;
    for (let posts = 0; posts < 25; posts += 1) tiny.post(tiny.now - posts * 1000);
    await tiny.step(3);
    expectTrueReach(tiny);
    await tiny.check();
    await settle(tiny);
    expectAll(tiny);
  });

  it.each([{ inOneMoment: true }, {}])("its end is the right one (%j)", async (options) => {
    const tiny = tinyListing({ count: 57, ...options });
    for (let more = true; more;) {
      tiny.now += 5 * MINUTE;
      ({ more } = await tiny.step());
    }
    tiny.now += 5 * MINUTE;
    await tiny.check();
    tiny.now += DAY;
    const pages = await tiny.check();
    expectAll(tiny);
    expect(pages.at(-1)).toMatchObject({ covers: { after: 0 }, reach: { since: 0 } });
  });
});
