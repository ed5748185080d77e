import { describe, expect, it } from "vitest";
import { createHttp } from "../http.ts";
import type { Page } from "../page.ts";
import { fetchPage } from "./walk.ts";

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 10, 22, 12);
const ID_EPOCH = 1_288_834_974_657;
const account = { externalId: "7", handle: "tove", displayName: null, url: null, email: null };

/** An X whose index shows what it is given, as it is given, and somebody who checks. */
function readX() {
  const state = { now: NOON };
  const shown = new Set<string>();
  const asked: URLSearchParams[] = [];
  const held = new Set<string>();
  let cursor: unknown = null;
  const http = createHttp({
    fetch: async (input) => {
      const query = new URL(String(input)).searchParams;
      asked.push(query);
      const since = BigInt(query.get("since_id") ?? 0);
      const ids = [...shown].filter((id) => BigInt(id) > since).sort((a, b) => (a < b ? 1 : -1));
      const data = ids.map((id) => ({ id, text: `post ${id}`, author_id: "7" }));
      if (ids.length === 0) return Response.json({ meta: { result_count: 0 } });
      const users = [{ id: "7", username: "tove", name: "Tove", protected: false }];
      return Response.json({ data, includes: { users }, meta: { newest_id: ids[0] } });
    },
    upstreamOrigin: null,
    hosts: ["api.x.com"],
    authorization: null,
    now: () => state.now,
  });
  /** The id of a post that was made then. */
  const made = (at: number, number = 0): string =>
    String((BigInt(at - ID_EPOCH) << 22n) + BigInt(number));
  const check = async (at: number): Promise<Page> => {
    state.now = at;
    const given = { http, account, includePrivate: false, cursor, now: at, failures: 0 };
    const page = await fetchPage(given);
    cursor = JSON.parse(JSON.stringify(page.cursor));
    for (const { externalId } of page.items) held.add(externalId);
    return page;
  };
  return { shown, asked, held, made, check };
}

describe("what was posted a moment ago", () => {
  it("is shown in any order, some of it after what is newer: nothing is left out", async () => {
    const x = readX();
    x.shown.add(x.made(NOON - 1_000_000_000));
    await x.check(NOON);
    const [first, second] = [x.made(NOON + 1000, 1), x.made(NOON + 1000, 2)];
    x.shown.add(second);
    await x.check(NOON + 2 * MINUTE);
    x.shown.add(first);
    await x.check(NOON + 7 * MINUTE);
    expect([...x.held]).toEqual(expect.arrayContaining([`post:${first}`, `post:${second}`]));
  });

  it("is asked past once it is a quarter of an hour old, and is no news before", async () => {
    const x = readX();
    const [old, young] = [x.made(NOON - 20 * MINUTE), x.made(NOON - 2 * MINUTE)];
    x.shown.add(old).add(young);
    const first = await x.check(NOON);
    expect(first).toMatchObject({ complete: true, usage: { posts: 2, users: 1 } });
    for (const minutes of [5, 10, 15, 20]) {
      const page = await x.check(NOON + minutes * MINUTE);
      expect(page).toMatchObject({ items: [], raw: null, unchanged: true, more: false });
    }
    expect(x.asked.map((query) => query.get("since_id"))).toEqual([null, old, old, old, young]);
  });

  it("is counted once a day, as X charges it", async () => {
    const x = readX();
    const midnight = NOON + 12 * 60 * MINUTE;
    x.shown.add(x.made(midnight - 2 * MINUTE));
    const usage = [];
    for (const minutes of [-1, -0.5, 4]) {
      usage.push((await x.check(midnight + minutes * MINUTE)).usage);
    }
    const [all, none] = [
      { posts: 1, users: 1 },
      { posts: 0, users: 0 },
    ];
    expect(usage).toEqual([all, none, all]);
  });

  it("comes again without what came first: only what is new is counted, and all of it is told", async () => {
    const x = readX();
    x.shown.add(x.made(NOON - MINUTE));
    await x.check(NOON);
    x.shown.add(x.made(NOON - 2 * MINUTE));
    const page = await x.check(NOON + MINUTE);
    expect(page).toMatchObject({ unchanged: false, usage: { posts: 1, users: 1 } });
    expect(page.items.length).toBe(2);
    expect(page.raw).not.toBeNull();
  });

  it("is not asked past by a first walk either", async () => {
    const x = readX();
    x.shown.add(x.made(NOON - MINUTE));
    await x.check(NOON);
    await x.check(NOON + 20 * MINUTE);
    await x.check(NOON + 25 * MINUTE);
    expect(x.asked.map((query) => query.has("since_id"))).toEqual([false, false, true]);
  });
});
