import { describe, expect, it } from "vitest";
import { visitAccount } from "../../testing/visit-account.ts";
import { createHttp } from "../http.ts";
import type { PlatformItem } from "../page.ts";
import { mastodon } from "./index.ts";
import { createStandIn } from "./sandbox/index.ts";

const visit = (given: { login?: string; items?: number; lives?: boolean } = {}) =>
  visitAccount(mastodon, createStandIn(), { login: "tovelind", ...given });
const DAY = 24 * 60;

describe("Mastodon's walk", () => {
  it("finds all of her, and nothing twice", async () => {
    const { check, found, held } = await visit({ login: "ineshal" });
    const { pages } = await check();
    expect(found()).toEqual(await held());
    expect(found().length).toBeGreaterThan(600);
    expect(pages.flatMap(({ items }) => items)).toHaveLength(found().length);
  });

  it("keeps up with what is posted, mended and deleted", async () => {
    const { check, found, held, wait } = await visit();
    const before = await check();
    let items: ReadonlyMap<string, PlatformItem> = before.items;
    for (let checks = 0; checks < 60; checks += 1) {
      wait(5);
      ({ items } = await check());
      expect(found()).toEqual(await held());
    }
    const live = [...items.values()].filter(({ externalId }) => !before.items.has(externalId));
    expect(live.length).toBeGreaterThan(10);
    const mended = live.filter(({ editedAt }) => editedAt !== null);
    expect(mended.map(({ body }) => body?.slice(-28))).toContain("\n(Edit: a word was missing.)");
  });

  it("sees once a day what has gone further back", async () => {
    const { check, found, held, wait } = await visit({ items: 1200, lives: false });
    const before = [...(await check()).items.keys()];
    wait(40 * DAY);
    const { items } = await check();
    expect(found()).toEqual(await held());
    expect(before.filter((id) => !items.has(id)).length).toBeGreaterThan(0);
  });

  it("asks once, and conditionally, where nothing is new", async () => {
    const { check, wait } = await visit({ lives: false });
    wait(4 * DAY);
    await check();
    // The end of what is there is asked for once more.
    wait(90);
    await check();
    for (let checks = 0; checks < 3; checks += 1) {
      wait(5);
      const { requests, pages } = await check();
      expect(requests).toBe(1);
      expect(pages).toMatchObject([{ unchanged: true, raw: null, complete: true }]);
    }
  });

  it.each([
    ["of another host", `<http://127.0.0.1:3000/api/v1/accounts/7/statuses?max_id=11>; rel="next"`],
    ["that is not there", null],
  ])("goes on behind a proxy, by a Link %s", async (_name, link) => {
    const asked: string[] = [];
    const http = createHttp({
      fetch: async (input) => {
        const url = new URL(String(input));
        asked.push(url.href);
        const before = url.searchParams.get("max_id");
        const ids = before === null ? ["12", "11"] : before === "11" ? ["10"] : [];
        const list = ids.map((id) => ({ id, created_at: `2025-01-${id}T00:00:00Z`, content: id }));
        return Response.json(list, link === null || ids.length < 2 ? {} : { headers: { link } });
      },
      upstreamOrigin: null,
      hosts: mastodon.hosts,
      authorization: null,
      now: () => 0,
    });
    const account = { externalId: "fosspond.example/7", handle: "a@fosspond.example" };
    const more = { displayName: null, url: null, email: null };
    const given = { http, account: { ...account, ...more }, includePrivate: false, failures: 0 };
    let cursor: unknown = null;
    const found: string[] = [];
    for (let isDone = false; !isDone;) {
      const page = await mastodon.fetchPage({ ...given, cursor, now: 1e12 });
      cursor = page.cursor;
      found.push(...page.items.map(({ externalId }) => externalId));
      isDone = !page.more;
    }
    expect(found).toEqual(["post:12", "post:11", "post:10"]);
    expect(new Set(asked.map((url) => new URL(url).host))).toEqual(new Set(["fosspond.example"]));
  });

  it("goes on below pages that are shorter than was asked for, and name no next", async () => {
    const { check, breakIt, found, held, wait } = await visit({ lives: false });
    await breakIt("short_pages");
    await check();
    expect(found()).toEqual(await held());
    expect(found().length).toBeGreaterThan(200);
    wait(5);
    await check();
    wait(5);
    expect(await check()).toMatchObject({ requests: 1, pages: [{ unchanged: true }] });
  });

  it("tells that the account was suspended since", async () => {
    const { check, breakIt, wait } = await visit();
    await check();
    await breakIt("suspended");
    wait(5);
    await expect(check()).rejects.toMatchObject({
      kind: "forbidden",
      told: expect.stringContaining("has suspended the account tovelind@fosspond.example"),
    });
  });

  it("tells that the server shows nothing to strangers any more", async () => {
    const { check, breakIt, wait, identify } = await visit();
    await check();
    await breakIt("signed_in_only");
    wait(5);
    const told = expect.stringContaining("only to people who are signed in there");
    await expect(check()).rejects.toMatchObject({ kind: "forbidden", told });
    const again = identify({ handle: "tovelind@fosspond.example" });
    await expect(again).rejects.toMatchObject({ kind: "forbidden", told });
  });

  it("waits until the limit is lifted", async () => {
    const { check, breakIt } = await visit();
    await breakIt("limit", { limit: 3 });
    const { pages } = await check();
    expect(pages.at(-1)?.complete).toBe(true);
  });

  it("goes on reading an account that has moved", async () => {
    const { identify, breakIt, account } = await visit();
    await breakIt("moved");
    expect(await identify({ handle: "tovelind@fosspond.example" })).toEqual(account);
  });
});
