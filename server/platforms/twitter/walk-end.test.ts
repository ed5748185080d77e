import { describe, expect, it } from "vitest";
import { createHttp } from "../http.ts";
import type { Page, PlatformAccount } from "../page.ts";
import { fetchPage } from "./walk.ts";

const NOW = Date.UTC(2026, 10, 22);

const account: PlatformAccount = {
  externalId: "7",
  handle: "ineshal",
  displayName: null,
  url: null,
  email: null,
};
const TOP_ID = 1_657_084_352_439_000_000n;

/** `count` posts below the one of this number, each a number further down. */
function postsFrom(number: number, count: number): { id: string; text: string }[] {
  return Array.from({ length: count }, (_, at) => {
    const id = String(TOP_ID - BigInt(number + at) * 1000n);
    return { id, text: `post ${number + at}` };
  });
}

interface Told {
  readonly posts?: readonly { readonly id: string }[];
  readonly next?: string | undefined;
}

/** A whole sync with a server that answers like this; `asked` has what was asked, by parameter. */
async function walk(answer: (query: URLSearchParams, at: number) => Told, cursor: unknown = null) {
  const asked: URLSearchParams[] = [];
  const http = createHttp({
    fetch: async (input) => {
      const query = new URL(String(input)).searchParams;
      const { posts = [], next } = answer(query, asked.length);
      asked.push(query);
      const meta = { result_count: posts.length, ...(next ? { next_token: next } : {}) };
      return Response.json({ ...(posts.length > 0 ? { data: posts } : {}), meta });
    },
    upstreamOrigin: null,
    hosts: ["api.x.com"],
    authorization: null,
    now: () => NOW,
  });
  const pages: Page[] = [];
  let at = cursor;
  do {
    const page = await fetchPage({
      http,
      account,
      includePrivate: false,
      cursor: at,
      now: NOW,
      failures: 0,
    });
    pages.push(page);
    at = JSON.parse(JSON.stringify(page.cursor));
  } while (pages.at(-1)?.more && pages.length < 600);
  const ids = new Set(pages.flatMap(({ items }) => items.map(({ externalId }) => externalId)));
  const done = pages.map(({ progress }) => progress?.done ?? 0);
  return { asked, pages, ids, done, cursor: at, isComplete: pages.at(-1)?.complete };
}

const same = { posts: postsFrom(0, 2), next: "again" };

describe("a first sync ends", () => {
  it("where each answer is the same and leads to itself", async () => {
    const { asked, ids, done, isComplete } = await walk(() => same);
    expect(asked.map((query) => query.get("pagination_token"))).toEqual([null, "again", null]);
    expect(asked.map((query) => query.get("until_id"))).toEqual([null, null, same.posts[1]?.id]);
    expect([ids.size, Math.max(...done), isComplete]).toEqual([2, 2, true]);
  });

  it("where each answer is the same, under a new token", async () => {
    const { asked, ids, done } = await walk((_, at) => ({ ...same, next: `token-${at}` }));
    expect([asked.length, ids.size, Math.max(...done)]).toEqual([12, 2, 2]);
    expect(asked[2]?.get("until_id")).toBe(same.posts[1]?.id);
  });

  it("where tokens go in a circle of empty pages", async () => {
    const { asked, isComplete } = await walk((_, at) => ({ next: `token-${at % 3}` }));
    expect([asked.length, isComplete]).toEqual([4, true]);
  });

  it("after 400 pages, where they stay empty under ever new tokens", async () => {
    const empty = await walk((_, at) => ({ next: `token-${at}` }));
    expect([empty.asked.length, empty.isComplete]).toEqual([400, true]);
    const once = await walk((_, at) => ({
      posts: at === 0 ? same.posts : [],
      next: `token-${at}`,
    }));
    expect([once.asked.length, once.ids.size, once.isComplete]).toEqual([400, 2, true]);
  });

  it("after 400 pages, and counts no more than what X shows", async () => {
    const few = await walk((_, at) => ({ posts: postsFrom(at, 1), next: `token-${at}` }));
    expect([few.asked.length, few.ids.size, few.isComplete]).toEqual([400, 400, true]);
    const many = await walk((_, at) => ({
      posts: postsFrom(at * 100, 100),
      next: at < 39 ? `token-${at}` : undefined,
    }));
    expect([many.ids.size, Math.max(...many.done)]).toEqual([4000, 3200]);
  });

  it("from a cursor that went round before", async () => {
    const state = { version: 1, dialect: "tweet", sinceId: null, isComplete: false };
    const [newest, oldest] = same.posts;
    const ids = { newestId: newest?.id, oldestId: oldest?.id };
    const round = { token: "again", untilId: null, ...ids, read: 9500 };
    const { asked, done } = await walk(() => same, { ...state, walk: round });
    expect([asked.length, Math.max(...done)]).toEqual([2, 3200]);
  });
});

describe("a first sync goes on", () => {
  it("by the oldest id, where a token leads to itself and there is more", async () => {
    const { ids, asked, isComplete } = await walk((query) => {
      const until = query.get("until_id");
      const all = postsFrom(0, 30).filter(({ id }) => until === null || BigInt(id) < BigInt(until));
      return { posts: all.slice(0, 10), next: all.length > 10 ? "stuck" : undefined };
    });
    expect([ids.size, isComplete]).toEqual([30, true]);
    expect(asked.length).toBeLessThan(7);
  });

  it("through empty and short pages under new tokens", async () => {
    const { ids } = await walk((_, at) => ({
      posts: at % 9 === 0 ? postsFrom(at, 1) : [],
      next: at < 45 ? `token-${at}` : undefined,
    }));
    expect(ids.size).toBe(6);
  });

  it.each([10, 11, 40])("through %i empty pages in a row under new tokens", async (gap) => {
    const { asked, ids, isComplete } = await walk((_, at) => ({
      posts: at === 0 ? postsFrom(0, 5) : at <= gap ? [] : postsFrom(5, 5),
      next: at <= gap ? `token-${at}` : undefined,
    }));
    expect([asked.length, ids.size, isComplete]).toEqual([gap + 2, 10, true]);
    expect(asked.some((query) => query.has("until_id"))).toBe(false);
  });

  it.each([10, 11, 40])("through %i empty pages below the oldest id", async (gap) => {
    const { ids, isComplete } = await walk((_, at) => ({
      posts: at < 2 ? same.posts : at < 2 + gap ? [] : postsFrom(2, 5),
      next: at < 2 + gap ? `token-${at}` : undefined,
    }));
    expect([ids.size, isComplete]).toEqual([7, true]);
  });

  it("where what is older begins with what was read", async () => {
    const { ids, isComplete } = await walk((_, at) => ({
      posts: at < 4 ? same.posts : postsFrom(2, 5),
      next: at < 4 ? `token-${at}` : undefined,
    }));
    expect([ids.size, isComplete]).toEqual([7, true]);
  });
});

describe("a check ends", () => {
  const known = () => walk(() => ({ posts: postsFrom(10, 5) }));

  it("where each answer is the same and new", async () => {
    const { cursor } = await known();
    const check = await walk(() => same, cursor);
    expect([check.asked.length, check.ids.size]).toEqual([3, 2]);
    expect(check.asked.every((query) => query.has("since_id"))).toBe(true);
    const next = await walk((query) => {
      expect(query.get("since_id")).toBe(same.posts[0]?.id);
      return same;
    }, check.cursor);
    expect(next.asked.length).toBe(1);
  });

  it("at what is known, where the server does not go by it", async () => {
    const { cursor } = await known();
    const check = await walk(
      (_, at) => ({ posts: postsFrom(8 + at * 5, 5), next: `token-${at}` }),
      cursor,
    );
    expect([check.asked.length, check.isComplete]).toEqual([2, true]);
    const mixed = await walk(() => ({ posts: postsFrom(8, 5), next: "again" }), cursor);
    expect(mixed.asked.length).toBe(2);
    const thenEmpty = await walk(
      (_, at) => ({ posts: at === 0 ? postsFrom(8, 5) : [], next: `token-${at}` }),
      cursor,
    );
    expect([thenEmpty.asked.length, thenEmpty.isComplete]).toEqual([2, true]);
  });
});
