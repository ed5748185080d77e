import { describe, expect, it } from "vitest";
import { DAY, MINUTE, visit, walkFor } from "../../testing/youtube-visitor.ts";
import { createHttp } from "../http.ts";
import type { Page } from "../page.ts";
import { fetchPage } from "./walk.ts";

const CHANNEL = {
  externalId: "UC1",
  handle: "Tove",
  displayName: null,
  url: null,
  email: null,
};

/** A channel whose list has these pages, and is said to hold so many; nothing more is said of videos. */
function readChannelOf(pages: readonly (readonly string[])[], total: number) {
  const http = createHttp({
    fetch: async (input) => {
      const { pathname, searchParams } = new URL(String(input));
      if (pathname.endsWith("/channels")) {
        const related = { relatedPlaylists: { uploads: "UU1" } };
        return Response.json({ items: [{ id: "UC1", contentDetails: related }] });
      }
      if (pathname.endsWith("/videos")) return Response.json({ items: [] });
      const at = Number(searchParams.get("pageToken") ?? 0);
      return Response.json({
        items: (pages[at] ?? []).map((videoId) => ({
          snippet: { title: videoId, publishedAt: "2024-05-01T10:00:00Z" },
          contentDetails: { videoId },
          status: { privacyStatus: "public" },
        })),
        pageInfo: { totalResults: total },
        ...(at + 1 < pages.length ? { nextPageToken: String(at + 1) } : {}),
      });
    },
    upstreamOrigin: null,
    hosts: ["www.googleapis.com"],
    authorization: null,
    now: () => 0,
  });
  return async (): Promise<Page[]> => {
    const all: Page[] = [];
    let cursor: unknown = null;
    do {
      const given = { http, account: CHANNEL, includePrivate: true, cursor, now: 0, failures: 0 };
      const page = await fetchPage(given);
      cursor = JSON.parse(JSON.stringify(page.cursor));
      all.push(page);
    } while (all.at(-1)?.more);
    return all;
  };
}

describe("how far back it is complete", () => {
  it("is known once the whole list is read, as the list tells nothing of times", async () => {
    const visitor = visit();
    await visitor.person("tovelind", 160);
    const walk = await walkFor(visitor, "tovelind");
    const { pages } = await walk.check();
    const told = pages.map(({ reach }) => reach?.since ?? null);
    expect(told).toEqual([...pages.slice(1).map(() => null), 0]);
    for (const wait of [5 * MINUTE, DAY]) {
      visitor.clock.now += wait;
      const last = (await walk.check()).pages.at(-1);
      expect(last?.reach).toEqual({ since: 0, limit: null });
    }
  });

  it("is open while more is new than the newest page shows", async () => {
    const visitor = visit(Date.UTC(2025, 4, 14, 9));
    await visitor.person("atonce", 180, { inOneMoment: true });
    const walk = await walkFor(visitor, "atonce");
    await walk.check();
    visitor.clock.now += 40 * MINUTE;
    const { pages } = await walk.check();
    expect(pages.slice(0, -1).every(({ reach }) => reach?.since === null)).toBe(true);
    expect(pages.at(-1)?.reach).toEqual({ since: 0, limit: null });
  });

  it.each([
    ["all that it is said to hold", 3, { since: 0, limit: null }],
    ["much less than it is said to hold", 90, { since: null, limit: null }],
    [
      "no more than any list does",
      20_000,
      { since: null, limit: "YouTube lists the newest 20,000 videos of a channel." },
    ],
  ])("depends on whether the list has %s", async (_, total, reach) => {
    const pages = await readChannelOf([["a", "b"], ["c"]], total)();
    expect(pages.at(-1)).toMatchObject({ complete: true, reach });
  });

  it("is open where the list leads round in a circle", async () => {
    const round = Array.from({ length: 30 }, () => ["a", "b"]);
    const pages = await readChannelOf(round, 2)();
    expect(pages.at(-1)?.reach).toEqual({ since: null, limit: null });
  });
});

describe("a first walk that takes long", () => {
  it("looks for new uploads in between", async () => {
    const visitor = visit(Date.UTC(2026, 10, 22, 9));
    await visitor.person("tovelind", 900, { lives: true });
    const walk = await walkFor(visitor, "tovelind");
    const began = visitor.clock.now;
    for (let more = true, steps = 0; more; steps += 1) {
      const page = await walk.page();
      ({ more } = page);
      const held = await visitor.inventory("tovelind");
      const late = held.filter(({ occurred_at: at, external_id: id }) => {
        const since = Date.parse(at);
        return since > began && since < visitor.clock.now - 20 * MINUTE && !walk.items.has(id);
      });
      expect(late).toEqual([]);
      visitor.clock.now += 5 * MINUTE;
      expect(steps).toBeLessThan(120);
    }
    await walk.check();
    expect(walk.items.size).toBe((await visitor.inventory("tovelind")).length);
  });
});
