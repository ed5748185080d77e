import { describe, expect, it } from "vitest";
import { walkSandbox } from "../../testing/sandbox-walk.ts";
import { createHttp } from "../http.ts";
import type { Page, PlatformItem } from "../page.ts";
import { feed } from "./index.ts";

const MINUTE = 60_000;
const HOME = "https://a.example/feed";
const ACCOUNT = { externalId: HOME, handle: "a", displayName: null, url: null, email: null };
const LIMIT =
  "A feed gives only its newest entries; what was gone from it before it was connected is not here.";
const CUT = "The older pages of this feed cannot be read; what is on them alone is not here.";

const timeOf = (id: number): number => Date.UTC(2026, 0, 1) + id * 3_600_000;

function atom(ids: readonly number[], next: string | null): Response {
  const entries = ids.map(
    (id) =>
      `<entry><id>e${id}</id><title>${id}</title><published>${new Date(timeOf(id)).toISOString()}</published></entry>`,
  );
  const link = next === null ? "" : `<link rel="next" href="${next}"/>`;
  return new Response(
    `<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title>${link}${entries.join("")}</feed>`,
  );
}

/** From the first of these numbers down to the second. */
function down(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, from - to + 1) }, (_, at) => from - at);
}

/** A site that answers by its path and query, and one who reads it. */
function readSite(answer: (path: string) => Response) {
  const state = { now: Date.UTC(2026, 10, 22), answer };
  const asked: string[] = [];
  const items = new Map<string, PlatformItem>();
  const http = createHttp({
    fetch: async (url) => {
      const { pathname, search } = new URL(String(url));
      asked.push(pathname + search);
      return state.answer(pathname + search);
    },
    upstreamOrigin: null,
    hosts: "public",
    authorization: null,
    now: () => state.now,
  });
  let cursor: unknown = null;
  const step = async (failures = 0): Promise<Page> => {
    const given = { http, account: ACCOUNT, includePrivate: false, cursor, now: state.now };
    const page = await feed.fetchPage({ ...given, failures });
    cursor = JSON.parse(JSON.stringify(page.cursor));
    for (const item of page.items) items.set(item.externalId, item);
    return page;
  };
  const check = async (): Promise<Page[]> => {
    const pages = [await step()];
    while (pages.at(-1)?.more) pages.push(await step());
    return pages;
  };
  return { state, asked, items, step, check };
}

/** Entries down to the first, ten a page. */
function paged(newest: () => number) {
  return (path: string): Response => {
    const number = Number(new URLSearchParams(path.split("?")[1]).get("page") ?? "1");
    const top = newest() - (number - 1) * 10;
    const ids = down(top, Math.max(1, top - 9));
    return atom(ids, top > 10 ? `${HOME}?page=${number + 1}` : null);
  };
}

describe("how far back it is complete", () => {
  it("is as far as the document goes, where there are no older pages", async () => {
    let newest = 30;
    const site = readSite(() => atom(down(newest, newest - 9), null));
    const reach = { since: timeOf(21), limit: LIMIT };
    expect((await site.check()).at(-1)).toMatchObject({ complete: true, reach });
    newest = 34;
    expect((await site.check()).at(-1)?.reach).toEqual(reach);
    // Not one that was known is on it: between them something may have come and gone.
    newest = 60;
    const torn = { since: timeOf(51), limit: LIMIT };
    expect((await site.check()).at(-1)?.reach).toEqual(torn);
    expect((await site.check()).at(-1)?.reach).toEqual(torn);
  });

  it.each([
    ["the oldest first", [1, 2, 3, 4], timeOf(1)],
    ["in no order", [3, 1, 4, 2], null],
    ["one alone", [7], timeOf(7)],
  ])("with entries %s", async (_, ids, since) => {
    const site = readSite(() => atom(ids, null));
    expect((await site.check()).at(-1)?.reach).toEqual({ since, limit: LIMIT });
  });

  it("is from the first look on where there was nothing", async () => {
    const site = readSite(() => atom([], null));
    const reach = { since: site.state.now, limit: LIMIT };
    expect((await site.check()).at(-1)?.reach).toEqual(reach);
    const later = Math.ceil((site.state.now - timeOf(0)) / 3_600_000) + 5;
    site.state.now += 10 * 3_600_000;
    site.state.answer = () => atom([later], null);
    expect((await site.check()).at(-1)?.reach).toEqual(reach);
  });

  it("goes down with the older pages, to the very beginning", async () => {
    let newest = 35;
    const site = readSite(paged(() => newest));
    const told = (await site.check()).map(({ reach }) => reach);
    expect(told).toEqual([
      { since: timeOf(27) + 1, limit: null },
      { since: timeOf(17) + 1, limit: null },
      { since: timeOf(7) + 1, limit: null },
      { since: 0, limit: null },
    ]);
    newest = 38;
    expect((await site.check()).at(-1)?.reach).toEqual({ since: 0, limit: null });
    newest = 65;
    const since = (await site.check()).map(({ reach }) => reach?.since);
    expect(since).toEqual([timeOf(57) + 1, timeOf(47) + 1, 0]);
    expect(site.items.size).toBe(65);
  });

  it.each([
    ["a page that answers 404 is no end of the document", 404, "?page=2", timeOf(27) + 1, LIMIT],
    ["one beyond the last is the end", 404, "?page=4", 0, null],
    ["one that may not be read is none", 403, "?page=3", timeOf(17) + 1, CUT],
  ])("%s", async (_, status, path, since, limit) => {
    const answer = paged(() => 35);
    const site = readSite((asked) =>
      asked.endsWith(path) ? new Response(null, { status }) : answer(asked),
    );
    expect((await site.check()).at(-1)).toMatchObject({ complete: true, reach: { since, limit } });
  });

  it("says that older pages never answered", async () => {
    const answer = paged(() => 35);
    const site = readSite((path) =>
      path.endsWith("?page=3") ? new Response(null, { status: 500 }) : answer(path),
    );
    await site.step();
    await site.step();
    await site.step(3);
    expect((await site.check()).at(-1)?.reach).toEqual({ since: timeOf(17) + 1, limit: CUT });
  });

  it("is not more where each page is the document again", async () => {
    const site = readSite(() => atom(down(30, 21), `${HOME}?page=2`));
    expect((await site.check()).at(-1)?.reach).toEqual({ since: timeOf(22) + 1, limit: LIMIT });
  });

  it("is all of the sandbox's blog", async () => {
    const walk = await walkSandbox(feed, { login: "ineshal", items: 0 });
    const pages = await walk.check(await walk.identify());
    expect(pages.at(-1)?.reach).toEqual({ since: 0, limit: null });
  });
});

describe("while older pages are read for long", () => {
  it("the document is looked at in between", async () => {
    let newest = 400;
    const site = readSite(paged(() => newest));
    for (let more = true; more;) {
      ({ more } = await site.step());
      site.state.now += 5 * MINUTE;
      newest += 1;
      expect(site.items.has(`entry:e${newest - 2}`)).toBe(true);
    }
    await site.check();
    expect(site.items.size).toBe(newest);
  });

  it("they are begun anew where more came than the document holds", async () => {
    let newest = 100;
    const site = readSite(paged(() => newest));
    await site.step();
    await site.step();
    site.state.now += 5 * MINUTE;
    newest = 145;
    await site.check();
    expect(site.items.size).toBe(145);
  });

  it("a page that fails is asked for again, not the document", async () => {
    const site = readSite(paged(() => 100));
    await site.step();
    await site.step();
    site.state.now += 5 * MINUTE;
    await site.step(1);
    expect(site.asked.at(-1)).toBe("/feed?page=3");
  });
});
