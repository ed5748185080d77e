import { describe, expect, it } from "vitest";
import * as z from "zod";
import { walkSandbox } from "../../testing/sandbox-walk.ts";
import { createHttp } from "../http.ts";
import type { Page } from "../page.ts";
import { feed } from "./index.ts";

const MINUTE = 60_000;
const INES = { login: "ineshal", items: 0 };
const TOVE = { login: "tovelind", items: 300 };
const HOME = "https://ines.example/";

const ACCOUNT = {
  externalId: "https://a.example/feed",
  handle: "a.example",
  displayName: null,
  url: null,
  email: null,
};

/** A site that answers by address. */
function site(state: { now: number; answer: (url: string, headers: Headers) => Response }) {
  const asked: string[] = [];
  const http = createHttp({
    fetch: async (url, init) => {
      asked.push(String(url));
      return state.answer(String(url), new Headers(init?.headers));
    },
    upstreamOrigin: null,
    hosts: "public",
    authorization: null,
    now: () => state.now,
  });
  let cursor: unknown = null;
  const next = async (): Promise<Page> => {
    const given = { http, account: ACCOUNT, includePrivate: false, cursor, now: state.now };
    const page = await feed.fetchPage({ ...given, failures: 0 });
    cursor = JSON.parse(JSON.stringify(page.cursor));
    return page;
  };
  return { asked, http, next };
}

function rss(items: string): Response {
  return new Response(`<rss><channel><title>A</title>${items}</channel></rss>`);
}

function atom(ids: readonly number[], next: string | null): Response {
  const entries = ids.map(
    (id) =>
      `<entry><id>e${id}</id><title>${id}</title><published>${new Date(Date.UTC(2026, 0, 1) + id * 3_600_000).toISOString()}</published></entry>`,
  );
  const link = next === null ? "" : `<link rel="next" href="${next}"/>`;
  return new Response(
    `<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title>${link}${entries.join("")}</feed>`,
  );
}

/** Entries without a date, by number. */
function undatedTo(to: number, from = 0): Response {
  const numbers = Array.from({ length: to - from }, (_, at) => at + from);
  return rss(numbers.map((id) => `<item><title>${id}</title><guid>${id}</guid></item>`).join(""));
}

function timesIn(remembered: unknown): Record<string, number> {
  const schema = z.object({ times: z.record(z.string(), z.number()) });
  return schema.safeParse(remembered).data?.times ?? {};
}

function redirect(status: number, location: string | null): Response {
  return new Response(null, { status, headers: location === null ? {} : { location } });
}

describe("against the sandbox", () => {
  it.each(["feed.xml", "rss.xml", "feed.json", "", "about/../feed.xml"])(
    "all of the blog is found by %s, and then it keeps quiet",
    async (path) => {
      const walk = await walkSandbox(feed, INES, { input: { address: `${HOME}${path}` } });
      const account = await walk.identify();
      const pages = await walk.check(account);
      const { held, found } = await walk.compare();
      expect(found).toEqual(held);
      expect(found.length).toBeGreaterThan(120);
      expect(pages.at(-1)).toMatchObject({ complete: true });
      walk.wait(5 * MINUTE);
      const quiet = await walk.check(account);
      expect(quiet).toMatchObject([{ unchanged: true, raw: null, items: [], complete: true }]);
      expect(walk.asked.length).toBe(1);
      expect(walk.asked[0]?.headers.get("if-none-match")).toMatch(/^"[0-9a-f]{20}"$/);
      expect(walk.asked[0]?.headers.get("if-modified-since")).toMatch(/GMT$/);
    },
  );

  it("follows a blog that goes on: entries appear, are changed and taken back", async () => {
    const walk = await walkSandbox(feed, { ...TOVE, lives: true });
    const account = await walk.identify();
    for (let checks = 0; checks < 50; checks += 1) {
      await walk.check(account);
      walk.wait(5 * MINUTE);
    }
    await walk.check(account);
    const { held, found } = await walk.compare();
    expect(found).toEqual(held);
    const texts = [...walk.items.values()].filter(({ body }) => body?.includes("the other disk"));
    expect(texts.length).toBeGreaterThan(20);
    expect(texts.every(({ editedAt }) => editedAt !== null)).toBe(true);
  });

  it("an address that moved is known by its new one, and by the old", async () => {
    const input = { address: "old.ines.example/feed.xml" };
    const walk = await walkSandbox(feed, INES, { input });
    expect(await walk.identify()).toMatchObject({
      externalId: `${HOME}feed.xml`,
      handle: "ines.example",
      displayName: "Below the surface",
      alsoKnownAs: expect.arrayContaining([
        "http://ines.example/feed.xml",
        "https://old.ines.example/feed.xml",
      ]),
    });
  });

  it("a feed that moves later is followed, and asked there from then on", async () => {
    const walk = await walkSandbox(feed, INES);
    const account = await walk.identify();
    await walk.check(account);
    await walk.fault({ fault: "moved" });
    await walk.check(account);
    expect(walk.asked.map(({ url }) => url)).toEqual([
      "ines.example/feed.xml",
      "words.ines.example/ineshal/feed.xml",
    ]);
    await walk.check(account);
    expect(walk.asked.map(({ url }) => url)).toEqual(["words.ines.example/ineshal/feed.xml"]);
    const { held, found } = await walk.compare();
    expect(found).toEqual(held);
  });

  it.each([
    ["gone", { kind: "not_found", status: 410, told: expect.stringContaining("gone for good") }],
    ["not_a_feed", { kind: "bad_response", told: expect.stringContaining("not a feed any more") }],
    ["too_many", { kind: "rate_limited", retryAt: expect.any(Number) }],
    ["huge", { kind: "bad_response", told: expect.stringContaining("more than 5 MB") }],
  ])("%s is told, and costs nothing that was gathered", async (fault, failure) => {
    const walk = await walkSandbox(feed, TOVE);
    const account = await walk.identify();
    await walk.check(account);
    const size = walk.items.size;
    await walk.fault({ fault, count: 1, retry_after: 90 });
    await expect(walk.check(account)).rejects.toMatchObject(failure);
    await walk.check(account);
    expect(walk.items.size).toBe(size);
  });

  it("one that ends in the middle is not taken for a whole one", async () => {
    const walk = await walkSandbox(feed, TOVE);
    const account = await walk.identify();
    await walk.fault({ fault: "truncated", count: 1 });
    const told = expect.stringContaining("in the middle");
    await expect(walk.check(account)).rejects.toMatchObject({ kind: "bad_response", told });
    await walk.check(account);
    const { held, found } = await walk.compare();
    expect(found).toEqual(held);
  });

  it("entities of a document's own stay what they are", async () => {
    const walk = await walkSandbox(feed, TOVE);
    const account = await walk.identify();
    await walk.fault({ fault: "entities" });
    await walk.check(account);
    expect(walk.items.get("entry:bomb")?.title).toBe("&j;&file;");
  });

  it.each([
    ["about", "web page without a feed"],
    ["posts/nothing", "404"],
  ])("%s is not connected", async (path, words) => {
    const walk = await walkSandbox(feed, INES, { input: { address: `${HOME}${path}` } });
    await expect(walk.identify()).rejects.toMatchObject({ told: expect.stringContaining(words) });
  });
});

describe("an entry without a date", () => {
  it("stays where it was first seen", async () => {
    const first = Date.UTC(2026, 4, 14, 9);
    const state = {
      now: first,
      answer: () => rss("<item><title>One</title><guid>1</guid></item>"),
    };
    const { next } = site(state);
    expect((await next()).items).toMatchObject([{ occurredAt: first }]);
    state.now += 60 * MINUTE;
    state.answer = () =>
      rss(
        "<item><title>Two</title><guid>2</guid></item><item><title>One</title><guid>1</guid></item>",
      );
    const page = await next();
    expect(page.items).toMatchObject([
      { externalId: "entry:2", occurredAt: state.now },
      { externalId: "entry:1", occurredAt: first },
    ]);
    expect(page.raw && feed.map(page.raw, ACCOUNT)).toEqual(page.items);
    state.now += 60 * MINUTE;
    expect(await next()).toMatchObject({ unchanged: true });
  });

  it("stays where it is among more than are remembered, whatever comes", async () => {
    const first = Date.UTC(2026, 4, 14, 9);
    const listing = (from: number): Response =>
      rss(
        Array.from(
          { length: 700 - from },
          (_, at) => `<item><title>${at + from}</title><guid>${at + from}</guid></item>`,
        ).join(""),
      );
    const state = { now: first, answer: () => listing(0) };
    const { next } = site(state);
    const timesOf = (page: Page): Map<string, number> =>
      new Map(page.items.map(({ externalId, occurredAt }) => [externalId, occurredAt]));
    const before = timesOf(await next());
    expect(before.size).toBe(700);
    state.now += 60 * MINUTE;
    expect(await next()).toMatchObject({ unchanged: true });
    for (const from of [-1, -3, 400, -3]) {
      state.now += 60 * MINUTE;
      state.answer = () => listing(from);
      const page = await next();
      const moved = [...timesOf(page)].filter(([id, time]) => (before.get(id) ?? time) !== time);
      expect(moved).toEqual([]);
      expect(page.raw && feed.map(page.raw, ACCOUNT)).toEqual(page.items);
      for (const [id, time] of timesOf(page)) before.set(id, time);
      expect(await next()).toMatchObject({ unchanged: true });
    }
  });

  it("stays where it is when it comes back; a document is kept with the times of its own", async () => {
    const state = { now: Date.UTC(2026, 4, 14, 9), answer: () => undatedTo(20) };
    const { next } = site(state);
    const first = (await next()).items;
    expect(first.length).toBe(20);
    for (const count of [10, 20, 0, 20, 0, 10, 20]) {
      state.now += 60 * MINUTE;
      state.answer = () => undatedTo(count);
      const page = await next();
      expect(page.items).toEqual(first.slice(0, count));
      expect(page.raw && feed.map(page.raw, ACCOUNT)).toEqual(page.items);
      expect(Object.keys(timesIn(page.raw?.context)).length).toBe(count);
    }
  });

  it("is forgotten only once so many others came after it", async () => {
    const first = Date.UTC(2026, 4, 14, 9);
    const state = { now: first, answer: () => undatedTo(200) };
    const { next } = site(state);
    const read = async (to: number, from = 0): Promise<Page> => {
      state.now += 60 * MINUTE;
      state.answer = () => undatedTo(to, from);
      return await next();
    };
    await next();
    await read(400, 200);
    const { items, cursor } = await read(600, 400);
    expect(items.length).toBe(200);
    const times = timesIn(cursor);
    expect(Object.keys(times).length).toBe(500);
    expect(times).toMatchObject({ "entry:599": state.now, "entry:399": first + 60 * MINUTE });
    expect([times["entry:99"], times["entry:100"]]).toEqual([first, undefined]);
    expect((await read(100)).items.every(({ occurredAt }) => occurredAt === first)).toBe(true);
  });

  it("is not placed after its document was written", async () => {
    const written = "Tue, 04 Dec 2012 00:00:00 GMT";
    const { next } = site({
      now: Date.UTC(2026, 4, 14),
      answer: () => {
        const answer = rss("<item><title>Old</title></item>");
        answer.headers.set("last-modified", written);
        return answer;
      },
    });
    expect((await next()).items).toMatchObject([{ occurredAt: Date.parse(written) }]);
  });
});

describe("pages of older entries", () => {
  const now = Date.UTC(2026, 4, 14);
  const FEED = "https://a.example/feed";

  it("are read again where more came than the first page holds", async () => {
    let newest = 4;
    const { asked, next } = site({
      now,
      answer: (url) => {
        const from = newest - Number(new URL(url).searchParams.get("from") ?? 0);
        const older = from > 2 ? `/feed?from=${newest - from + 2}` : null;
        return atom(
          [from, from - 1].filter((id) => id > 0),
          older,
        );
      },
    });
    const seen = new Set<string>();
    const readAll = async (): Promise<void> => {
      for (let page = await next(); ; page = await next()) {
        for (const { externalId } of page.items) seen.add(externalId);
        if (!page.more) return;
      }
    };
    await readAll();
    expect(seen.size).toBe(4);
    newest = 40;
    asked.length = 0;
    await readAll();
    expect(seen.size).toBe(40);
    newest = 41;
    asked.length = 0;
    await readAll();
    expect(asked).toEqual([FEED]);
  });

  it("are not looked for behind a document that became empty", async () => {
    let isEmpty = false;
    const { asked, next } = site({
      now,
      answer: (url) => (url === FEED ? atom(isEmpty ? [] : [3, 2], "/older") : atom([1], null)),
    });
    while ((await next()).more);
    expect(asked.length).toBe(2);
    asked.length = 0;
    isEmpty = true;
    expect(await next()).toMatchObject({ items: [], more: false, complete: true });
    expect(await next()).toMatchObject({ unchanged: true, more: false });
    expect(asked).toEqual([FEED, FEED]);
  });

  it.each([
    ["the newest page", (page: number) => [page > 40 ? 0 : page], 42],
    ["the last page", (page: number) => [Math.min(page, 40)], 41],
    ["its own address", () => [0], 1],
    ["pages in turn", (page: number) => [page % 3], 7],
  ])("end where only %s comes again", async (_name, ids, most) => {
    const pageOf = (url: string): number => Number(new URL(url).searchParams.get("page") ?? 0);
    const { asked, next } = site({
      now,
      answer: (url) => atom(ids(pageOf(url)), `/feed?page=${pageOf(url) + 1}`),
    });
    for (let page = await next(); page.more; page = await next()) expect(page.complete).toBe(false);
    expect(asked.length - 1).toBe(most);
    expect((await next()).complete).toBe(true);
  });

  it.each([
    "http://10.0.0.7/feed",
    "http://printer.local/feed",
    "https://a.example:8443/feed",
    "https://ines:word@a.example/older",
    FEED,
  ])("are not looked for at %s", async (older) => {
    for (const first of [true, false]) {
      const { asked, next } = site({
        now,
        answer: (url) =>
          first || url !== FEED ? atom([url === FEED ? 2 : 1], older) : atom([2], "/older"),
      });
      let page = await next();
      if (!first) page = await next();
      expect(page).toMatchObject({ more: false, complete: true, items: [{}] });
      expect(asked.length).toBe(first ? 1 : 2);
    }
  });

  it("end quietly where a redirect leads nowhere", async () => {
    const { next } = site({
      now,
      answer: (url) =>
        url === FEED ? atom([1], "/older") : redirect(301, "http://169.254.169.254/"),
    });
    await next();
    expect(await next()).toMatchObject({ more: false, complete: true });
  });

  it("come to an end, also where a feed has none", async () => {
    let number = 0;
    const endless = site({ now, answer: () => atom([(number += 1)], `/feed?page=${number + 1}`) });
    let pages = 0;
    for (let page = await endless.next(); page.more; page = await endless.next()) pages += 1;
    expect(pages).toBe(1000);
    const missing = site({
      now,
      answer: (url) => (url === FEED ? atom([1], "/older") : new Response("", { status: 404 })),
    });
    expect(await missing.next()).toMatchObject({ more: true, complete: false });
    expect(await missing.next()).toMatchObject({ more: false, complete: true });
  });
});

describe("a site", () => {
  it("that knows no ETag is asked by time", async () => {
    const written = "Tue, 04 Dec 2012 00:00:00 GMT";
    const { next } = site({
      now: Date.UTC(2026, 4, 14),
      answer: (_url, headers) => {
        if (headers.get("if-modified-since") === written)
          return new Response(null, { status: 304 });
        const answer = rss("<item><title>Old</title></item>");
        answer.headers.set("last-modified", written);
        return answer;
      },
    });
    await next();
    expect(await next()).toMatchObject({ unchanged: true, raw: null });
  });

  it("that leads into a network is not followed", async () => {
    const { http, asked } = site({
      now: 0,
      answer: () => new Response(null, { status: 301, headers: { location: "http://10.0.0.7/" } }),
    });
    const address = "https://a.example/feed";
    await expect(feed.identify(http, { address })).rejects.toMatchObject({ kind: "bad_response" });
    expect(asked).toEqual([address]);
  });

  it.each([
    [
      redirect(302, "http://10.0.0.7/"),
      "a.example leads to an address that is not on the open int",
    ],
    [redirect(301, "http://a.example:8080/"), "or not at the usual port"],
    [redirect(302, "/feed"), "a.example leads on from address to address"],
    [redirect(301, null), "a.example leads on to another address and does not say to which (301)"],
  ])("that leads nowhere is told so (%#)", async (answer, words) => {
    const { http, next } = site({ now: 0, answer: () => answer.clone() });
    const failure = { kind: "bad_response", told: expect.stringContaining(words) };
    await expect(feed.identify(http, { address: ACCOUNT.externalId })).rejects.toMatchObject(
      failure,
    );
    await expect(next()).rejects.toMatchObject(failure);
  });

  it("that is gone has had nothing gathered when it is connected", async () => {
    const { http, next } = site({ now: 0, answer: () => new Response("", { status: 410 }) });
    const told = "This feed says it is gone for good (410).";
    const identified = feed.identify(http, { address: ACCOUNT.externalId });
    await expect(identified).rejects.toMatchObject({ told });
    await expect(next()).rejects.toMatchObject({ told: `${told} What was gathered is kept.` });
  });

  it("that asks to wait is named", async () => {
    const headers = { "retry-after": "90" };
    const { http, next } = site({
      now: 0,
      answer: () => new Response("", { status: 429, headers }),
    });
    const failure = (told: RegExp) => ({
      kind: "rate_limited",
      retryAt: 90_000,
      told: expect.stringMatching(told),
    });
    await expect(feed.identify(http, { address: ACCOUNT.externalId })).rejects.toMatchObject(
      failure(/^a\.example asks us to wait.*Nothing was connected/),
    );
    await expect(next()).rejects.toMatchObject(
      failure(/^a\.example asks us to wait.*Nothing is lost/),
    );
  });

  it("that speaks another encoding is understood", async () => {
    const { next } = site({
      now: Date.UTC(2026, 4, 14),
      answer: () =>
        new Response(
          Uint8Array.from(
            '<?xml version="1.0" encoding="iso-8859-1"?><rss><channel><item><title>Bl\xe5b\xe6r</title></item></channel></rss>',
            (sign) => sign.charCodeAt(0),
          ),
        ),
    });
    expect((await next()).items).toMatchObject([{ title: "Blåbær" }]);
  });
});
