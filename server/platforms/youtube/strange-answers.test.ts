import { describe, expect, it } from "vitest";
import { createHttp } from "../http.ts";
import type { Page, PlatformAccount } from "../page.ts";
import { youtube } from "./index.ts";

/** A server of a few lines that leads nowhere, or refuses. */

const NOW = Date.parse("2026-07-14T19:30:00Z");
const DAY = 24 * 60 * 60_000;
const CHANNEL = "UCines";
const ACCOUNT: PlatformAccount = {
  externalId: CHANNEL,
  handle: "ineshal",
  displayName: "Ines Halvorsen",
  url: null,
  email: null,
};

const SNIPPET = { publishedAt: "2026-07-01T10:00:00Z", title: "A talk", channelId: CHANNEL };

interface Listed {
  readonly ids: readonly string[];
  readonly next?: string | undefined;
  readonly total?: number | undefined;
}
type Refusals = Readonly<Record<string, (url: URL) => Response | null>>;

const range = (from: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `video-${from + index}`);
const same = range(0, 50);

function serve(list: (token: string | null) => Listed, refusals: Refusals = {}) {
  const asked: string[] = [];
  const clock = { now: NOW };
  const answer = (url: URL): Response => {
    const { pathname, searchParams } = url;
    const name = pathname.replace("/youtube/v3/", "");
    asked.push(name);
    const refused = refusals[name]?.(url);
    if (refused) return refused;
    if (name === "channels") return Response.json({ items: [{ id: CHANNEL }] });
    if (name === "videos") {
      const ids = searchParams.get("id")?.split(",") ?? [];
      return Response.json({ items: ids.map((id) => ({ id, snippet: SNIPPET })) });
    }
    const { ids, next, total } = list(searchParams.get("pageToken"));
    const items = ids.map((videoId) => ({ snippet: SNIPPET, contentDetails: { videoId } }));
    return Response.json({ nextPageToken: next, pageInfo: { totalResults: total }, items });
  };
  const http = createHttp({
    fetch: async (url) => answer(new URL(String(url))),
    upstreamOrigin: null,
    hosts: youtube.hosts,
    isRateLimit: youtube.isRateLimit,
    authorization: "Bearer token",
    now: () => clock.now,
  });
  let cursor: unknown = null;
  const page = async (failures = 0): Promise<Page> => {
    const request = { http, account: ACCOUNT, includePrivate: true, now: clock.now };
    const read = await youtube.fetchPage({ ...request, cursor, failures });
    cursor = JSON.parse(JSON.stringify(read.cursor));
    return read;
  };
  /** Until it is up to date; how often each endpoint was asked for it. */
  const check = async (most = 100) => {
    asked.length = 0;
    const pages: Page[] = [];
    do pages.push(await page());
    while (pages.at(-1)?.more && pages.length <= most);
    expect(pages.at(-1)?.more, `within ${most} pages`).toBe(false);
    return { pages, lists: asked.filter((name) => name === "playlistItems").length };
  };
  return { clock, http, page, check };
}

function refuse(status: number, reason: string, more: object = {}): () => Response {
  const error = { code: status, message: "no", errors: [{ message: "no", reason }], ...more };
  return () => Response.json({ error }, { status });
}

describe("the walk ends", () => {
  it("where a page token leads to itself", async () => {
    const { pages, lists } = await serve(() => ({ ids: same, next: "CDIQAA" })).check();
    expect(lists).toBe(2);
    expect(pages.at(-1)?.complete).toBe(true);
  });

  it("where page tokens lead in a circle", async () => {
    const around: Record<string, string> = { "": "a b", "a b": "c", c: "d", d: "a b" };
    const server = serve((token) => ({ ids: same, next: around[token ?? ""] }));
    expect((await server.check()).lists).toBe(4);
  });

  it("where every token is new, and every page the same", async () => {
    const server = serve((token) => ({ ids: same, next: `${token}+` }));
    expect((await server.check()).lists).toBeLessThan(15);
  });

  it("where every page is empty", async () => {
    const server = serve((token) => ({ ids: [], next: `${token}+` }));
    expect((await server.check()).lists).toBeLessThan(15);
  });

  it("where new videos never end", async () => {
    const server = serve((token) => {
      const from = Number(token ?? 0);
      return { ids: range(from, 1), next: String(from + 1) };
    });
    expect((await server.check(2100)).lists).toBe(1000);
  }, 30_000);

  it("and catching up ends too", async () => {
    let from = 0;
    const server = serve((token) => ({ ids: range((from += 50), 50), next: token ? "b" : "a" }));
    await server.check();
    server.clock.now += 60_000;
    expect((await server.check()).lists).toBe(20);
    const empty = serve((token) => ({ ids: token ? [] : range((from += 50), 50), next: "a" }));
    await empty.check();
    empty.clock.now += 60_000;
    expect((await empty.check()).lists).toBe(2);
  });

  it("but goes on over pages that uploads in between have pushed back", async () => {
    const tokens = ["", "a", "b", "c", "d"];
    const pages = [same, same, same, range(50, 50), range(100, 20)];
    const server = serve((token) => {
      const at = tokens.indexOf(token ?? "");
      return { ids: pages[at] ?? [], next: tokens[at + 1], total: 120 };
    });
    const { pages: read } = await server.check();
    const found = new Set(read.flatMap(({ items }) => items.map(({ externalId }) => externalId)));
    expect(found.size).toBe(120);
    const told = read.flatMap(({ progress }) => (progress ? [progress] : []));
    expect(told.at(-1)?.done).toBe(120);
    expect(told.every(({ done, total }) => total === null || done <= total)).toBe(true);
  });

  it("and what was seen before a start from the top is asked for by name", async () => {
    let starts = 0;
    const server = serve(
      (token) => {
        if (token === null) starts += 1;
        if (token !== null) return { ids: ["last"] };
        return { ids: starts === 1 ? ["deleted", "kept"] : ["kept"], next: `token ${starts}` };
      },
      {
        playlistItems: (url) =>
          url.searchParams.get("pageToken") === "token 1"
            ? refuse(400, "invalidPageToken")()
            : null,
        videos: (url) => {
          const ids = url.searchParams.get("id")?.split(",") ?? [];
          const left = starts === 1 ? ids : ids.filter((id) => id !== "deleted");
          return Response.json({ items: left.map((id) => ({ id })) });
        },
      },
    );
    const { pages } = await server.check();
    expect(pages.flatMap(({ gone }) => gone ?? [])).toEqual(["video:deleted"]);
  });
});

describe("a refusal while syncing", () => {
  const permission = refuse(403, "SERVICE_UNAVAILABLE", {
    message: "The caller does not have permission",
    status: "PERMISSION_DENIED",
  });

  it.each(["channels", "playlistItems", "videos"])("of %s is told", async (name) => {
    const server = serve(() => ({ ids: same }), { [name]: permission });
    await expect(server.check()).rejects.toMatchObject({
      kind: "forbidden",
      status: 403,
      told: expect.stringMatching(/not permitted .+ reconnect/),
    });
  });

  it("of the videos alone leaves them as the list shows them", async () => {
    const server = serve(() => ({ ids: same }), { videos: permission });
    await expect(server.check()).rejects.toMatchObject({ kind: "forbidden" });
    await server.page(3);
    await server.check();
  });

  it.each([
    ["a 404", refuse(404, "channelNotFound")],
    ["an empty list", () => Response.json({ pageInfo: { totalResults: 0 } })],
  ])("says that the channel is gone, by %s", async (_name, gone) => {
    let isGone = false;
    const server = serve(() => ({ ids: same }), {
      channels: () => (isGone ? gone() : Response.json({ items: [{ id: CHANNEL }] })),
    });
    await server.check();
    isGone = true;
    server.clock.now += 8 * DAY;
    await expect(server.check()).rejects.toMatchObject({
      kind: "not_found",
      told: expect.stringContaining("no longer finds this channel"),
    });
  });
});

describe("a refusal while connecting", () => {
  it.each([403, 429])("of a spent quota, with %i, is a limit until midnight", async (status) => {
    const { http } = serve(() => ({ ids: [] }), { channels: refuse(status, "quotaExceeded") });
    await expect(youtube.identify(http, {})).rejects.toMatchObject({
      kind: "rate_limited",
      retryAt: Date.parse("2026-07-15T07:00:00Z"),
      told: expect.stringContaining("midnight Pacific time"),
    });
  });

  it.each([
    ["forbidden", refuse(403, "SERVICE_UNAVAILABLE"), "not permitted"],
    ["not_found", refuse(404, "channelNotFound"), "no YouTube channel"],
  ])("is %s, and told", async (kind, refusal, words) => {
    const { http } = serve(() => ({ ids: [] }), { channels: refusal });
    await expect(youtube.identify(http, {})).rejects.toMatchObject({
      kind,
      told: expect.stringContaining(words),
    });
  });
});
