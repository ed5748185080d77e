import { describe, expect, it } from "vitest";
import { walkNewestFirst } from "./newest-first.ts";
import type { Page, PlatformItem } from "./platform.ts";

const NOW = Date.UTC(2026, 10, 18, 12);
const MINUTE = 60_000;
const SIZE = 10;

/** A listing of these times that, like some, names a next page even where there is none. */
function createWalk(times: number[]) {
  let cursor: unknown = null;
  const call = async (now: number): Promise<Page> => {
    const page = await walkNewestFirst(
      {
        http: { send: () => Promise.reject(new Error("nothing is asked here")) },
        account: { externalId: "1", handle: "a", displayName: null, url: null, email: null },
        includePrivate: false,
        cursor,
        now,
        failures: 0,
      },
      {
        rereadEveryMs: 60 * MINUTE,
        listings: [
          {
            name: "posts",
            covers: ["post"],
            isWhole: true,
            read: ({ position }) => {
              const from = Number(position ?? 0);
              const items = times.slice(from, from + SIZE).map(toItem);
              const next = items.length === 0 ? null : String(from + SIZE);
              const raw = { endpoint: "posts", url: "https://a.example/", body: String(from) };
              return Promise.resolve({ items, raw, next });
            },
          },
        ],
      },
    );
    cursor = JSON.parse(JSON.stringify(page.cursor));
    return page;
  };
  return async (now: number): Promise<Page[]> => {
    const pages = [await call(now)];
    while (pages.at(-1)?.more) pages.push(await call(now));
    return pages;
  };
}

function toItem(occurredAt: number, at: number): PlatformItem {
  return {
    kind: "post",
    externalId: `post:${occurredAt}-${at}`,
    occurredAt,
    title: "",
    body: "a post",
    url: null,
    place: null,
    state: null,
    reference: null,
    startedAt: null,
    isPrivate: false,
    figures: {},
    isSecondary: false,
  };
}

describe("walkNewestFirst", () => {
  it.each([1, 3, SIZE, 45])(
    "asks once where nothing is new among %i of one time",
    async (count) => {
      const check = createWalk(Array.from({ length: count }, () => NOW - 60 * MINUTE));
      await check(NOW);
      const pages = await check(NOW + 5 * MINUTE);
      expect(pages).toHaveLength(1);
      expect(pages[0]).toMatchObject({ unchanged: true, items: [], raw: null });
    },
  );

  it("covers what lies between two pages, read again or for the first time", async () => {
    const times = Array.from({ length: 45 }, (_, at) => NOW - (at + 1) * 60 * MINUTE);
    const check = createWalk(times);
    for (const now of [NOW, NOW + 120 * MINUTE]) {
      const spans = (await check(now)).flatMap(({ covers }) => covers ?? []);
      const isCovered = (time: number): boolean =>
        spans.some(({ after, before }) => time > after && time < before);
      const between = times.slice(0, -1).map((time) => time - 30 * MINUTE);
      expect(between.filter((time) => !isCovered(time))).toEqual([]);
    }
  });
});
