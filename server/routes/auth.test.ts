import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Connection } from "../../shared/connections.ts";
import type { Me } from "../../shared/me.ts";
import { PROBLEMS } from "../../shared/problems.ts";
import { ORIGIN, openWorld, syncFully } from "../testing/world.ts";
import type { Browser, World } from "../testing/world.ts";

let world: World;
let browser: Browser;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 10, 20, 9) });
  world = openWorld();
  await world.person("mira", 60);
  await world.person("noor", 60);
  browser = world.browser();
});

const rowsOf = async (table: string): Promise<Record<string, unknown>[]> =>
  (await env.DB.prepare(`SELECT * FROM ${table}`).all<Record<string, unknown>>()).results;

describe("signing in with devpad", () => {
  it("makes a person with the browser's zone and one profile, and knows them again", async () => {
    await browser.signIn("mira");
    const me = await browser.query<Me>("me.get");
    expect(me).toMatchObject({
      name: "mira",
      handle: "mira",
      zone: "Europe/Berlin",
      identity: "devpad",
    });
    expect(await browser.query("profiles.list")).toMatchObject([{ isDefault: true }]);
    const again = world.browser();
    await again.signIn("mira");
    expect((await again.query<Me>("me.get")).id).toBe(me.id);
    expect(await rowsOf("media_users")).toHaveLength(1);
  });

  it("returns to the page that was wanted, and to no other site's", async () => {
    await browser.signIn("mira");
    const back = async (next: string) =>
      (await browser.visit(`/media/api/auth/callback?next=${encodeURIComponent(next)}`)).url.href;
    expect(await back("/connections?x=1")).toBe(`${ORIGIN}/connections?x=1`);
    for (const next of [
      "//evil.example",
      "https://evil.example",
      "/\\evil.example",
      "javascript:1",
      "",
    ]) {
      expect(await back(next)).toBe(`${ORIGIN}/timeline`);
    }
  });

  it("asks devpad at most once a minute, and keeps only a hash", async () => {
    await browser.signIn("mira");
    await world.requests();
    await browser.query("me.get");
    await browser.query("me.get");
    expect(await world.requests()).toBe(0);
    vi.setSystemTime(Date.now() + 61_000);
    await browser.query("me.get");
    expect(await world.requests()).toBe(1);
    const session = browser.cookies.get("auth_session") ?? "none";
    expect(JSON.stringify(await rowsOf("media_sessions"))).not.toContain(session);
  });

  it("is forgotten at sign-out", async () => {
    await browser.signIn("mira");
    const out = await browser.request("/media/api/auth/logout", {
      method: "POST",
      headers: { "content-type": "application/json", origin: ORIGIN },
      body: "{}",
    });
    expect(await out.json()).toEqual({ redirect: `${ORIGIN}/sandbox/devpad.tools/logout` });
    expect(await rowsOf("media_sessions")).toEqual([]);
    await browser.visit("/sandbox/devpad.tools/logout");
    await expect(browser.query("me.get")).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  });

  it.each([
    ["down", { fault: "server_error" }],
    ["not making sense", { fault: "truncated" }],
  ])("says try again, never signed out, while devpad is %s", async (_, fault) => {
    await browser.signIn("mira");
    await world.control("POST", "/faults", {
      platform: "devpad",
      endpoint: "*",
      count: 100,
      ...fault,
    });
    vi.setSystemTime(Date.now() + 61_000);
    const failure = browser.query("me.get");
    await expect(failure).rejects.toMatchObject({ code: "BAD_GATEWAY" });
    await expect(failure).rejects.toThrow(/still signed in/);
    const { url } = await browser.visit("/media/api/auth/callback?next=/timeline");
    expect(url.href).toBe(`${ORIGIN}/?problem=sign_in_unavailable`);
    await world.control("DELETE", "/faults");
    expect(await browser.query<Me>("me.get")).toMatchObject({ name: "mira" });
  });

  it.each([
    ["blog", 401],
    ["devpad", 401],
    ["media", 200],
    ["all", 200],
  ])("admits a key for %s with %i", async (scope, status) => {
    const user = { id: "u1", name: "Key", email: null };
    vi.spyOn(globalThis, "fetch").mockResolvedValue(
      Response.json({ authenticated: true, user, session: null, scope }),
    );
    const headers = { authorization: "Bearer devpad_key" };
    expect((await browser.request("/media/api/me.get", { headers })).status).toBe(status);
  });

  it("does not take a gateway's own page for devpad's word", async () => {
    await browser.signIn("mira");
    vi.setSystemTime(Date.now() + 61_000);
    for (const status of [401, 403]) {
      await world.control("POST", "/faults", {
        platform: "devpad",
        endpoint: "*",
        fault: "status",
        status,
        body: "html",
        count: 1,
      });
      await expect(browser.query("me.get")).rejects.toMatchObject({ code: "BAD_GATEWAY" });
    }
  });

  it("works with the older devpad, which knows only /verify", async () => {
    await world.control("POST", "/faults", {
      platform: "devpad",
      endpoint: "session",
      fault: "older",
    });
    await browser.signIn("mira");
    expect(await browser.query<Me>("me.get")).toMatchObject({ name: "mira" });
  });

  it("takes a Bearer key instead, and then looks at no cookie", async () => {
    await browser.signIn("mira");
    const people = (await world.control("GET", "/people")) as { id: string; apiKey: string }[];
    const key = people.find((one) => one.id === "noor")?.apiKey ?? "";
    const ask = (authorization: string) =>
      browser.request("/media/api/me.get", { headers: { authorization } });
    expect(await (await ask(`Bearer ${key}`)).json()).toMatchObject({
      result: { data: { name: "noor" } },
    });
    expect((await ask("Bearer wrong-key")).status).toBe(401);
    expect((await ask("Basic bWlyYTp4")).status).toBe(401);
  });
});

describe("connecting GitHub", () => {
  beforeEach(() => browser.signIn("mira"));

  it("ends on the connections page, with the token sealed and the verifier gone", async () => {
    const end = await browser.connect("mira");
    expect(end.pathname).toBe("/connections");
    const id = end.searchParams.get("connected") ?? "";
    const connection = await browser.query<Connection>("connections.get", { id });
    expect(connection).toMatchObject({ handle: "mira", status: "active", includesPrivate: false });
    const stored = JSON.stringify([
      await rowsOf("media_accounts"),
      await rowsOf("media_oauth_states"),
    ]);
    expect(stored).not.toContain("gho_");
    expect(stored).toContain("v1.");
    expect(await rowsOf("media_oauth_states")).toEqual([]);
    expect(JSON.stringify(connection)).not.toMatch(/v1\.|gho_|cursor|token/i);
  });

  it("asks for the least scope, and for private repositories only when the person does", async () => {
    const scopeOf = async (path: string) => {
      const start = await browser.request(path, { headers: { "sec-fetch-site": "same-origin" } });
      const url = new URL(start.headers.get("location") ?? "");
      expect(url.searchParams.get("code_challenge_method")).toBe("S256");
      return url.searchParams.get("scope");
    };
    expect(await scopeOf("/media/api/auth/github")).toBe("read:user");
    expect(await scopeOf("/media/api/auth/github?private=1")).toBe("read:user repo");
  });

  it("twice renews it: one connection, the old token ended, what it brought still there", async () => {
    const first = (await browser.connect("mira")).searchParams.get("connected") ?? "";
    const { itemCount } = await syncFully(browser, first);
    const before = await rowsOf("media_accounts");
    const second = (await browser.connect("mira")).searchParams.get("connected");
    expect(second).toBe(first);
    const after = await rowsOf("media_accounts");
    expect(after).toHaveLength(1);
    expect(after[0]?.["access_token_sealed"]).not.toBe(before[0]?.["access_token_sealed"]);
    vi.setSystemTime(Date.now() + 5 * 60_000);
    expect(await syncFully(browser, first)).toMatchObject({
      itemCount,
      status: "active",
      problem: null,
    });
  });

  it("with private repositories brings their items too, marked private", async () => {
    await world.person("priva", 400);
    const other = world.browser();
    await other.signIn("priva");
    const id = (await other.connect("priva")).searchParams.get("connected") ?? "";
    const publicOnly = await syncFully(other, id);
    const inventory = await world.inventory("priva");
    expect(publicOnly.itemCount).toBe(inventory.filter((item) => !item.private).length);
    await other.connect("priva", { includePrivate: true });
    const all = await syncFully(other, id);
    expect(all).toMatchObject({ itemCount: inventory.length, includesPrivate: true });
    const marked = await env.DB.prepare(
      "SELECT count(*) AS n FROM media_items WHERE is_private = 1",
    ).first("n");
    expect(marked).toBe(inventory.filter((item) => item.private).length);
    expect(marked).toBeGreaterThan(0);
  });

  it("disconnected is gone at GitHub and here, raw answers included", async () => {
    const id = (await browser.connect("mira")).searchParams.get("connected") ?? "";
    const { itemCount } = await syncFully(browser, id);
    expect(itemCount).toBeGreaterThan(10);
    const answer = await browser.mutate("connections.disconnect", { id });
    expect(answer).toEqual({ id, itemsDeleted: itemCount, revoked: true });
    for (const table of [
      "media_accounts",
      "media_items",
      "media_item_links",
      "media_sync_runs",
      "media_corpus_snapshots",
    ]) {
      expect(await rowsOf(table), table).toEqual([]);
    }
    expect((await env.BUCKET.list()).objects).toEqual([]);
    await expect(browser.query("connections.get", { id })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("reconnected with another account says which one it was", async () => {
    const first = (await browser.connect("mira")).searchParams.get("connected") ?? "";
    const start = await browser.request(`/media/api/auth/github?reconnect=${first}`, {
      headers: { "sec-fetch-site": "same-origin" },
    });
    const consent = `${start.headers.get("location")}&sandbox_decision=approve&sandbox_login=noor`;
    const { url } = await browser.visit(consent);
    expect(url.searchParams.get("instead")).toBe(first);
    expect(url.searchParams.get("connected")).not.toBe(first);
    expect(await browser.query("connections.list")).toHaveLength(2);
  });

  it("never claims that access ended when GitHub did not say so", async () => {
    const id = (await browser.connect("mira")).searchParams.get("connected") ?? "";
    await world.control("POST", "/faults", {
      platform: "github",
      endpoint: "*",
      fault: "not_found",
      count: 100,
    });
    expect(await browser.mutate("connections.disconnect", { id })).toMatchObject({
      revoked: false,
    });
  });

  it("by two callbacks at once ends in one connection, with nothing of the token in the log", async () => {
    const lines: string[] = [];
    for (const level of ["info", "warn", "error"] as const) {
      vi.spyOn(console, level).mockImplementation((line: string) => void lines.push(line));
    }
    const other = world.browser();
    await other.signIn("mira");
    const ends = await Promise.all([browser.connect("mira"), other.connect("mira")]);
    expect(new Set(ends.map((end) => end.searchParams.get("connected"))).size).toBe(1);
    expect(await rowsOf("media_accounts")).toHaveLength(1);
    expect(lines.join("\n")).not.toMatch(/gho_|v1\.[\w-]+\.|@/);
  });

  it("again while its disconnect is under way is never told as connected and then gone", async () => {
    const id = (await browser.connect("mira")).searchParams.get("connected") ?? "";
    await syncFully(browser, id);
    const other = world.browser();
    await other.signIn("mira");
    const [, end] = await Promise.all([
      browser.mutate("connections.disconnect", { id }),
      other.connect("mira"),
    ]);
    const connected = end.searchParams.get("connected") ?? "";
    const standing = await browser.query<Connection[]>("connections.list");
    expect(standing.map((one) => one.id)).toEqual(connected === "" ? [] : [connected]);
  });

  it("disconnects all the same while GitHub is down, and says so", async () => {
    const id = (await browser.connect("mira")).searchParams.get("connected") ?? "";
    await world.control("POST", "/faults", {
      platform: "github",
      endpoint: "*",
      fault: "server_error",
      count: 100,
    });
    expect(await browser.mutate("connections.disconnect", { id })).toMatchObject({
      revoked: false,
    });
    expect(await browser.query("connections.list")).toEqual([]);
  });
});

describe("what can go wrong on the way through GitHub", () => {
  beforeEach(() => browser.signIn("mira"));

  /** The address GitHub would send the browser back to. */
  async function returnAddress(from: Browser, login = "mira"): Promise<URL> {
    const start = await from.request("/media/api/auth/github", {
      headers: { "sec-fetch-site": "same-origin" },
    });
    const consent = `${start.headers.get("location")}&sandbox_decision=approve&sandbox_login=${login}`;
    return new URL((await from.request(consent)).headers.get("location") ?? "");
  }

  async function expectProblem(by: Browser, address: URL, problem: keyof typeof PROBLEMS) {
    const { url } = await by.visit(address.href);
    expect(url.pathname).toBe("/connections");
    expect(url.searchParams.get("problem")).toBe(problem);
    expect(PROBLEMS[problem].length).toBeGreaterThan(40);
    expect(await rowsOf("media_accounts")).toEqual([]);
  }

  it("denied", async () => {
    const end = await browser.connect("mira", { decision: "deny" });
    expect(end.search).toBe("?problem=denied&platform=github");
  });

  it("a code that GitHub no longer takes", async () => {
    const address = await returnAddress(browser);
    address.searchParams.set("code", "0123456789abcdef0123");
    await expectProblem(browser, address, "code_expired");
  });

  it("a code that took too long", async () => {
    const address = await returnAddress(browser);
    vi.setSystemTime(Date.now() + 9.9 * 60_000);
    await world.control("POST", "/clock", { advance_ms: 60_000 });
    await expectProblem(browser, address, "code_expired");
  });

  it("a state used twice", async () => {
    const address = await returnAddress(browser);
    expect((await browser.visit(address.href)).url.searchParams.has("connected")).toBe(true);
    const { url } = await browser.visit(address.href);
    expect(url.searchParams.get("problem")).toBe("state_unknown");
  });

  it("a state that is ten minutes old, missing, or made up", async () => {
    const old = await returnAddress(browser);
    vi.setSystemTime(Date.now() + 10 * 60_000 + 1);
    await expectProblem(browser, old, "state_unknown");
    const madeUp = await returnAddress(browser);
    madeUp.searchParams.set("state", "A".repeat(43));
    await expectProblem(browser, madeUp, "state_unknown");
    madeUp.searchParams.delete("state");
    await expectProblem(browser, madeUp, "state_unknown");
  });

  it("another person's callback, and another browser's of the same person", async () => {
    const other = world.browser();
    await other.signIn("noor");
    await expectProblem(other, await returnAddress(browser), "state_foreign");
    const second = world.browser();
    await second.signIn("mira");
    await expectProblem(second, await returnAddress(browser), "state_foreign");
    const nobody = world.browser();
    await expectProblem(nobody, await returnAddress(browser), "state_foreign");
  });

  it("a callback in the right session, but not in the browser that it was started in", async () => {
    const thief = world.browser();
    thief.cookies.set("auth_session", browser.cookies.get("auth_session") ?? "");
    expect(await thief.query("me.get")).toMatchObject({ name: "mira" });
    await expectProblem(thief, await returnAddress(browser), "state_foreign");
  });

  it("an answer that GitHub never finishes", async () => {
    const address = await returnAddress(browser);
    await world.control("POST", "/faults", {
      platform: "github",
      endpoint: "token",
      fault: "server_error",
      count: 5,
    });
    await expectProblem(browser, address, "unavailable");
  });

  it("a start that another site's page asks for", async () => {
    const foreign: Record<string, string>[] = [
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { referer: "https://evil.example/page" },
    ];
    for (const headers of foreign) {
      const refused = await browser.request("/media/api/auth/github", { headers });
      expect(refused.status).toBe(403);
      expect(refused.headers.get("location")).toBeNull();
      expect(await refused.text()).toContain("Nothing was changed");
    }
    expect(await rowsOf("media_oauth_states")).toEqual([]);
  });

  it("an unknown platform, or none", async () => {
    for (const path of [
      "/media/api/auth/myspace",
      "/media/api/auth/myspace/callback",
      "/media/api/auth/a/b/c",
    ]) {
      const answer = await browser.request(path, { headers: { "sec-fetch-site": "same-origin" } });
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({ error: { code: "NOT_FOUND" } });
    }
  });
});
