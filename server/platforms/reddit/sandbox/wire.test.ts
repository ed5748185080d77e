import { describe, expect, it } from "vitest";
import { openRedditAccount } from "../../../testing/reddit-account.ts";

interface Entry {
  kind: string;
  data: {
    name: string;
    author: string;
    body?: string;
    selftext?: string;
    score: number;
    subreddit_type: string;
    removed_by_category?: string | null;
    created_utc: number;
  };
}
interface Listing {
  kind: string;
  data: { after: string | null; before: string | null; dist: number; children: Entry[] };
}

const AGENT = "web:tools.devpad.media:v0.1.0 (by /u/devpad)";

async function visit(given: Parameters<typeof openRedditAccount>[0] = {}) {
  const opened = await openRedditAccount(given);
  let token = opened.tokens.accessToken;
  const get = (path: string): Promise<Response> =>
    opened.call(`/oauth.reddit.com${path}`, {
      headers: { "user-agent": AGENT, authorization: `Bearer ${token}` },
    });
  /** Waits, with a new token for what comes then. */
  const later = async (ms: number): Promise<void> => {
    opened.wait(ms);
    token = (await opened.refresh(opened.tokens.refreshToken ?? "")).accessToken;
  };
  const list = async (path: string): Promise<Listing["data"]> =>
    (await (await get(path)).json<Listing>()).data;
  return { ...opened, get, list, later };
}

describe("a listing", () => {
  it("goes on after an entry, and back before one", async () => {
    const { list } = await visit();
    const first = await list("/user/tovelind/comments?limit=10");
    expect(first).toMatchObject({ dist: 10, before: null, after: first.children[9]?.data.name });
    const second = await list(`/user/tovelind/comments?limit=10&after=${first.after}`);
    expect(second.before).toBe(second.children[0]?.data.name);
    const back = await list(`/user/tovelind/comments?limit=10&before=${second.before}`);
    expect(back.children.map(({ data }) => data.name)).toEqual(
      first.children.map(({ data }) => data.name),
    );
    expect((await list("/user/tovelind/comments")).dist).toBe(25);
    expect((await list("/user/tovelind/comments?limit=500")).dist).toBe(100);
    const nowhere = await list("/user/tovelind/comments?after=t1_unknown");
    expect(nowhere).toMatchObject({ children: [], after: null, before: null });
  });

  it("ends after a thousand", async () => {
    const { list } = await visit({ items: 2600 });
    const names = new Set<string>();
    let pages = 0;
    for (let after: string | null = ""; after !== null; pages += 1) {
      const page: Listing["data"] = await list(`/user/tovelind/comments?limit=100&after=${after}`);
      for (const { data } of page.children) names.add(data.name);
      after = page.after;
    }
    expect([names.size, pages]).toEqual([1000, 10]);
  });

  it("holds both kinds in the overview, by time", async () => {
    const { list } = await visit();
    const { children } = await list("/user/tovelind/overview?limit=100");
    expect(new Set(children.map(({ kind }) => kind))).toEqual(new Set(["t1", "t3"]));
    const times = children.map(({ data }) => data.created_utc);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  });

  it("is escaped for those who do not ask for it raw", async () => {
    const { get } = await visit({ login: "ineshal" });
    const path = "/user/ineshal/comments?limit=100";
    const raw = await (await get(`${path}&raw_json=1`)).text();
    expect(raw).toContain("`Arc<[u8]>`");
    expect(await (await get(path)).text()).toContain("`Arc&lt;[u8]&gt;`");
  });

  it("shows private places to their own people alone", async () => {
    const { list, control, get } = await visit();
    await control("/people", { name: "Eve", login: "eve", items: 500 });
    const own = await list("/user/tovelind/overview?limit=100");
    expect(own.children.some(({ data }) => data.subreddit_type === "private")).toBe(true);
    const others = await list("/user/eve/overview?limit=100");
    expect(others.children.length).toBe(100);
    expect(others.children.some(({ data }) => data.subreddit_type === "private")).toBe(false);
    expect((await get("/user/nobody/overview")).status).toBe(404);
  });

  it("keeps a husk of what was deleted for some hours", async () => {
    const { list, later } = await visit({ lives: true });
    const husks = async (): Promise<Entry["data"][]> =>
      (await list("/user/tovelind/overview?limit=100")).children
        .map(({ data }) => data)
        .filter(({ author }) => author === "[deleted]");
    let found: Entry["data"][] = [];
    for (let hours = 0; hours < 7 && found.length === 0; hours += 1) {
      await later(3_600_000);
      found = await husks();
    }
    expect(found.length).toBeGreaterThan(0);
    for (const { body, selftext } of found) expect(body ?? selftext).toBe("[deleted]");
    await later(6 * 3_600_000);
    const names = (await husks()).map(({ name }) => name);
    for (const { name } of found) expect(names).not.toContain(name);
  });

  it("tells what a moderator removed, without its text", async () => {
    const { list } = await visit({ login: "ineshal" });
    const pages = [await list("/user/ineshal/submitted?limit=100")];
    pages.push(await list(`/user/ineshal/submitted?limit=100&after=${pages[0]?.after}`));
    const removed = pages
      .flatMap(({ children }) => children)
      .filter(({ data }) => data.removed_by_category === "moderator");
    expect(removed.length).toBeGreaterThan(0);
    for (const { data } of removed) expect(data.selftext).toBe("[removed]");
  });
});

describe("points", () => {
  it("grow, and so does nothing else", async () => {
    const { list, wait } = await visit({ lives: true });
    wait(50 * 60_000);
    const path = "/user/tovelind/overview?limit=100&raw_json=1";
    const before = await list(path);
    wait(4 * 60_000);
    const after = await list(path);
    const points = ({ children }: Listing["data"]) =>
      new Map(children.map(({ data }) => [data.name, data.score]));
    const grown = [...points(after)].filter(
      ([name, score]) => score > (points(before).get(name) ?? score),
    );
    expect(grown.length).toBeGreaterThan(0);
    for (const { data } of after.children) {
      const then = before.children.find((entry) => entry.data.name === data.name)?.data;
      if (then) expect(data.created_utc).toBe(then.created_utc);
    }
  });
});

describe("headers", () => {
  it("tell the limit as Reddit does, and count it over ten minutes", async () => {
    const { get, fault, wait } = await visit();
    await fault("limit", { limit: 3 });
    const first = await get("/api/v1/me");
    expect(first.headers.get("x-ratelimit-remaining")).toMatch(/^\d+\.0$/);
    expect(first.headers.get("x-ratelimit-used")).toBe("1");
    expect(Number(first.headers.get("x-ratelimit-reset"))).toBeLessThanOrEqual(600);
    await get("/api/v1/me");
    await get("/api/v1/me");
    const over = await get("/api/v1/me");
    expect(over.status).toBe(429);
    expect(over.headers.get("x-ratelimit-remaining")).toBe("0.0");
    expect(await over.json()).toEqual({ message: "Too Many Requests", error: 429 });
    wait(10 * 60_000);
    expect((await get("/api/v1/me")).status).toBe(200);
  });

  it("name a bad token, an old one and a missing scope", async () => {
    const { get, call, wait } = await visit({ scopes: ["identity"] });
    const narrow = await get("/user/tovelind/comments");
    expect([narrow.status, narrow.headers.get("www-authenticate")]).toEqual([
      403,
      'Bearer realm="reddit", error="insufficient_scope"',
    ]);
    const headers = { "user-agent": AGENT, authorization: "Bearer unknown" };
    const bad = await call("/oauth.reddit.com/api/v1/me", { headers });
    expect([bad.status, bad.headers.get("www-authenticate")]).toEqual([
      401,
      'Bearer realm="reddit", error="invalid_token"',
    ]);
    expect((await get("/api/v1/me")).status).toBe(200);
    wait(3600_000);
    expect((await get("/api/v1/me")).status).toBe(401);
  });
});
