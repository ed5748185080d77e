import { describe, expect, it } from "vitest";
import { createHttp } from "../http.ts";
import type { Page, PlatformItem } from "../page.ts";
import { timeOfId } from "./post-id.ts";
import { fetchPage } from "./walk.ts";

const MINUTE = 60_000;
const FIRST_ID = 1_657_084_352_439_000_000n;
/** Ids of posts about four minutes apart. */
const STEP = 1_000_000_000_000n;
const account = { externalId: "7", handle: "tove", displayName: null, url: null, email: null };

/** An X of one person whose newest 3,200 are shown, and one who reads it, page by page. */
function readX(count: number) {
  const state = { count, now: Date.UTC(2026, 10, 22), told: true };
  const asked: URLSearchParams[] = [];
  const items = new Map<string, PlatformItem>();
  const idOf = (number: number): bigint => FIRST_ID + BigInt(number) * STEP;
  const http = createHttp({
    fetch: async (input) => {
      const query = new URL(String(input)).searchParams;
      asked.push(query);
      const below = BigInt(query.get("pagination_token") ?? query.get("until_id") ?? idOf(99_999));
      const above = BigInt(query.get("since_id") ?? 0);
      const shown = Array.from({ length: Math.min(3200, state.count) }, (_, at) =>
        idOf(state.count - 1 - at),
      ).filter((id) => id < below && id > above);
      const data = shown.slice(0, 100).map((id) => ({ id: String(id), text: `post ${id}` }));
      const next = shown.length > data.length ? { next_token: data.at(-1)?.id } : {};
      const metrics = state.told ? { public_metrics: { tweet_count: state.count } } : {};
      const users = [{ id: "7", username: "tove", name: "Tove", ...metrics }];
      return Response.json({ data, includes: { users }, meta: { ...next } });
    },
    upstreamOrigin: null,
    hosts: ["api.x.com"],
    authorization: null,
    now: () => state.now,
  });
  let cursor: unknown = null;
  const step = async (failures = 0): Promise<Page> => {
    const given = { http, account, includePrivate: false, cursor, now: state.now, failures };
    const page = await fetchPage(given);
    cursor = JSON.parse(JSON.stringify(page.cursor));
    for (const item of page.items) items.set(item.externalId, item);
    // Of what was there, all since then is held.
    const newest = Number(asked.at(-1)?.has("pagination_token") ? 0 : state.count);
    const since = page.reach?.since ?? Infinity;
    for (let number = Math.max(0, state.count - 3200); number < newest; number += 1) {
      const time = timeOfId(String(idOf(number))) ?? 0;
      if (time >= since) expect(items.has(`post:${idOf(number)}`)).toBe(true);
    }
    return page;
  };
  const check = async (): Promise<Page[]> => {
    const pages = [await step()];
    while (pages.at(-1)?.more) pages.push(await step());
    return pages;
  };
  const timeOf = (number: number): number => timeOfId(String(idOf(number))) ?? 0;
  return { state, asked, items, step, check, timeOf };
}

const LIMIT = "X gives the newest 3,200 posts of an account.";

describe("how far back it is complete", () => {
  it("goes down page by page, to the beginning where X gives all of it", async () => {
    const x = readX(250);
    const told = (await x.check()).map(({ reach }) => reach);
    expect(told).toEqual([
      { since: x.timeOf(150) + 1, limit: null },
      { since: x.timeOf(50) + 1, limit: null },
      { since: 0, limit: null },
    ]);
    const [check] = await x.check();
    expect(check?.reach).toEqual({ since: 0, limit: null });
  });

  it.each([true, false])("ends where X gives no more, and says so (told: %s)", async (told) => {
    const x = readX(4000);
    x.state.told = told;
    const pages = await x.check();
    const reach = { since: x.timeOf(800) + 1, limit: LIMIT };
    expect(pages.at(-1)?.reach).toEqual(reach);
    x.state.count += 250;
    for (const page of await x.check())
      expect(page.reach?.since).toBeGreaterThanOrEqual(reach.since);
    expect((await x.check()).at(-1)?.reach).toEqual(reach);
  });

  it("is the beginning where there is nothing", async () => {
    expect((await readX(0).check()).at(-1)?.reach).toEqual({ since: 0, limit: null });
  });

  it("leaves out what is new until it is read down to the known", async () => {
    const x = readX(120);
    await x.check();
    x.state.count += 250;
    const told = (await x.check()).map(({ reach }) => reach?.since);
    expect(told).toEqual([x.timeOf(270) + 1, x.timeOf(170) + 1, 0]);
  });

  it("does not reach over more new posts than X shows", async () => {
    const x = readX(120);
    await x.check();
    x.state.count += 4000;
    expect((await x.check()).at(-1)?.reach).toEqual({ since: x.timeOf(920) + 1, limit: LIMIT });
  });
});

describe("a first walk that takes long", () => {
  it("looks for what is new in between, and pays for nothing twice", async () => {
    const x = readX(900);
    let paid = 0;
    for (let more = true; more;) {
      const page = await x.step();
      paid += page.usage?.["posts"] ?? 0;
      ({ more } = page);
      x.state.now += 5 * MINUTE;
      x.state.count += 3;
    }
    x.state.count -= 3;
    expect(x.asked.length).toBeLessThan(22);
    const behind = x.state.count - x.items.size;
    expect(behind).toBeLessThanOrEqual(6);
    await x.check();
    expect(x.items.size).toBe(x.state.count);
    expect(paid + behind).toBe(x.state.count);
  });

  it("reads much that is new to its end before it goes on", async () => {
    const x = readX(500);
    await x.step();
    await x.step();
    x.state.now += 5 * MINUTE;
    x.state.count += 250;
    const pages = [await x.step(), await x.step(), await x.step()];
    expect(pages.map(({ reach }) => reach?.since)).toEqual([
      x.timeOf(650) + 1,
      x.timeOf(550) + 1,
      x.timeOf(300) + 1,
    ]);
    await x.check();
    expect(x.items.size).toBe(750);
  });

  it("asks for its own next page where something fails", async () => {
    const x = readX(500);
    await x.step();
    x.state.now += 5 * MINUTE;
    await x.step(1);
    expect(x.asked.at(-1)?.has("since_id")).toBe(false);
    await x.step();
    expect(x.asked.at(-1)?.has("since_id")).toBe(true);
  });
});
