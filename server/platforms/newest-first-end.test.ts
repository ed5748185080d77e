import { describe, expect, it } from "vitest";
import {
  DAY,
  expectAll,
  isQuiet,
  MINUTE,
  settle,
  tinyListing,
  type TinyListing,
} from "../testing/tiny-listing.ts";

describe("an end", () => {
  const known = async (options: Parameters<typeof tinyListing>[0] = {}): Promise<TinyListing> => {
    const tiny = tinyListing({ count: 50, rereadEveryMs: null, ...options });
    await settle(tiny);
    return tiny;
  };

  it.each([{}, { trails: true }, { inOneMoment: true }, { withEtags: true }])(
    "that an answer names by mistake hides nothing (%j)",
    async (options) => {
      const tiny = await known(options);
      for (const cutTo of [10, 3, 0]) {
        for (const wait of [5, 5, 30]) {
          tiny.cutTo = cutTo;
          tiny.post();
          tiny.now += wait * MINUTE;
          await tiny.check();
          tiny.cutTo = null;
          expect(tiny.items.size).toBeGreaterThanOrEqual(50);
        }
        tiny.now += 5 * MINUTE;
        await tiny.check();
        expectAll(tiny);
      }
    },
  );

  it("that is named by mistake while all is read again hides nothing", async () => {
    for (let cut = 0; cut < 6; cut += 1) {
      const tiny = await known({ rereadEveryMs: DAY });
      tiny.now += DAY;
      for (let step = 0; step < cut; step += 1) await tiny.step();
      tiny.cutTo = 10;
      await tiny.step();
      tiny.cutTo = null;
      await tiny.check();
      expectAll(tiny);
      tiny.now += 2 * 60 * MINUTE;
      await tiny.check();
      expectAll(tiny);
    }
  });

  it("that comes while much is new leaves none of it out", async () => {
    const tiny = await known();
    tiny.now += 60 * MINUTE;
    for (let posts = 0; posts < 45; posts += 1) tiny.post(tiny.now - posts * MINUTE);
    tiny.cutTo = 10;
    await tiny.check();
    tiny.cutTo = null;
    tiny.now += 5 * MINUTE;
    await tiny.check();
    expectAll(tiny);
  });

  it.each([0, 1, 3])("of the first walk after %i pages is asked for once more", async (cut) => {
    const tiny = tinyListing({ count: 50 });
    for (let step = 0; step < cut; step += 1) await tiny.step();
    tiny.cutTo = 10;
    await tiny.check();
    expect(tiny.items.size).toBe((cut + 1) * 10);
    tiny.cutTo = null;
    tiny.now += 5 * MINUTE;
    const pages = await tiny.check();
    expect(pages.map(({ complete }) => complete)).toContain(false);
    expect(pages.at(-1)?.complete).toBe(true);
    expectAll(tiny);
  });

  it("that lasts is believed, and all is shown again when it leads on after all", async () => {
    const tiny = await known();
    tiny.cutTo = 10;
    for (const wait of [5, 30, 40]) {
      tiny.now += wait * MINUTE;
      await tiny.check();
    }
    expect(tiny.items.size).toBe(10);
    tiny.now += 5 * MINUTE;
    expect(await tiny.check()).toMatchObject([isQuiet]);
    tiny.cutTo = null;
    tiny.now += 5 * MINUTE;
    await tiny.check();
    expectAll(tiny);
  });

  it("is no doubt where it lies as deep as ever", async () => {
    const tiny = await known({ rereadEveryMs: DAY });
    tiny.delete(...tiny.posts.slice(30, 42).map(({ id }) => id));
    tiny.now += DAY;
    const pages = await tiny.check();
    expectAll(tiny);
    expect(pages.at(-1)?.covers).toMatchObject({ after: 0 });
  });
});

describe("what cannot be read", () => {
  it.each([0, 5, 9, 10, 19, 46])("at %i is not taken for deleted", async (at) => {
    for (const trails of [false, true]) {
      const tiny = tinyListing({ count: 47, trails });
      await settle(tiny);
      tiny.unreadable.add(tiny.posts[at]?.id ?? 0);
      for (const wait of [5 * MINUTE, DAY, 2 * 60 * MINUTE, DAY]) {
        tiny.now += wait;
        await tiny.check();
        expectAll(tiny);
      }
      tiny.unreadable.clear();
      tiny.delete(...tiny.posts.slice(20, 23).map(({ id }) => id));
      tiny.now += DAY;
      await tiny.check();
      expectAll(tiny);
    }
  });
});
