import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Connection } from "../../../shared/connections.ts";
import { testContext } from "../../testing/test-context.ts";
import { deliver, openWorld, syncFully } from "../../testing/world.ts";
import type { Browser, World } from "../../testing/world.ts";
import { tokenPlace } from "./token.ts";

/** Access that runs out: once with a refresh token that is kept, once with one that works a single time. */
const NOW = Date.UTC(2026, 10, 22, 9);
const HOUR = 3_600_000;

let world: World;
let browser: Browser;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  world = openWorld();
  await world.person("mira", 40);
  browser = world.browser();
  await browser.signIn("mira");
});

async function connected(platform: string): Promise<string> {
  const end = await browser.connect("mira", { platform });
  const id = end.searchParams.get("connected");
  if (id === null) throw new Error(`Connecting ended at ${end.href}`);
  await syncFully(browser, id);
  return id;
}

const get = (id: string) => browser.query<Connection>("connections.get", { id });
const sealedOf = async (id: string) =>
  await env.DB.prepare(
    "SELECT access_token_sealed, refresh_token_sealed, token_expires_at FROM media_accounts WHERE id = ?1",
  )
    .bind(id)
    .first<Record<string, unknown>>();
const dueAt = async (id: string) =>
  await env.DB.prepare("SELECT next_sync_at FROM media_accounts WHERE id = ?1")
    .bind(id)
    .first("next_sync_at");
const fault = (platform: string, more: object) =>
  world.control("POST", "/faults", { platform, count: 1, ...more });
const askedFor = async (name: string): Promise<number> => {
  const counts = (await world.control("GET", "/requests")) as Record<string, number>;
  await world.control("DELETE", "/requests");
  return Object.entries(counts)
    .filter(([key]) => key.includes(name))
    .reduce((sum, [, count]) => sum + count, 0);
};

describe.each(["reddit", "twitter", "youtube"])("access to %s", (platform) => {
  it("is renewed once when it has run out, before anything else is asked", async () => {
    const id = await connected(platform);
    const before = await sealedOf(id);
    await askedFor("token");
    vi.setSystemTime(NOW + 3 * HOUR);
    await deliver([id]);
    expect(await get(id)).toMatchObject({ status: "active", problem: null });
    expect(await askedFor("token")).toBe(1);
    const after = await sealedOf(id);
    expect(after?.["access_token_sealed"]).not.toBe(before?.["access_token_sealed"]);
    expect(after?.["token_expires_at"]).toBeGreaterThan(NOW + 3 * HOUR);
    // And not again while the new one lasts.
    vi.setSystemTime(NOW + 3 * HOUR + 10 * 60_000);
    await deliver([id]);
    expect(await askedFor("token")).toBe(0);
  });

  it("is renewed many times, each by what the last one brought", async () => {
    const id = await connected(platform);
    for (let round = 1; round <= 4; round += 1) {
      vi.setSystemTime(NOW + round * 3 * HOUR);
      await deliver([id]);
      expect(await get(id)).toMatchObject({ status: "active", problem: null });
    }
  });

  it("waits while the platform cannot be asked for more, and goes on after", async () => {
    const id = await connected(platform);
    vi.setSystemTime(NOW + 3 * HOUR);
    await fault(platform, { endpoint: "token", fault: "status", status: 503 });
    await deliver([id]);
    expect(await get(id)).toMatchObject({ status: "active", problem: { code: "unavailable" } });
    vi.setSystemTime(NOW + 4 * HOUR);
    await deliver([id]);
    expect(await get(id)).toMatchObject({ status: "active", problem: null });
  });

  it("that was ended there asks for a reconnect, with everything kept", async () => {
    const id = await connected(platform);
    const { itemCount } = await get(id);
    await env.DB.prepare("UPDATE media_accounts SET token_expires_at = ?1").bind(NOW).run();
    await browser.connect("mira", { platform });
    const unknown = await testContext().vault.seal(
      "nothing that it would know",
      tokenPlace(id, "refresh_token_sealed"),
    );
    await env.DB.prepare("UPDATE media_accounts SET refresh_token_sealed = ?1").bind(unknown).run();
    vi.setSystemTime(NOW + 3 * HOUR);
    await deliver([id]);
    // Who gives access said so: no hour is waited for, and nothing more is tried.
    expect(await get(id)).toMatchObject({ status: "needs_reconnect", itemCount });
    expect(await dueAt(id)).toBeNull();
  });
});

describe("access that is renewed while something else happens", () => {
  it.each([
    [
      "a setting is changed",
      (id: string) => change("updateSettings", { id, values: { hideReplies: true } }),
    ],
    [
      "it is paused and resumed",
      async (id: string) => {
        await change("pause", { id });
        await change("resume", { id });
      },
    ],
    ["a sync is asked for", (id: string) => change("sync", { id })],
  ])("is asked for once: %s", async (_name, meanwhile) => {
    const id = await connected("twitter");
    await askedFor("token");
    vi.setSystemTime(NOW + 3 * HOUR);
    const token = hold("/oauth2/token");
    const first = deliver([id]);
    await token.isAsked;
    await meanwhile(id);
    await deliver([id]);
    token.letGo();
    await first;
    await deliver([id]);
    expect(await get(id)).toMatchObject({ status: "active", problem: null });
    expect(await askedFor("token")).toBe(1);
    expect(await renewingSince(id)).toBeNull();
    vi.setSystemTime(NOW + 6 * HOUR);
    await deliver([id]);
    expect(await get(id)).toMatchObject({ status: "active", problem: null });
  });

  it("is asked for anew when the one who asked died on the way", async () => {
    const id = await connected("reddit");
    vi.setSystemTime(NOW + 3 * HOUR);
    await env.DB.prepare("UPDATE media_accounts SET renewing_since = ?1")
      .bind(NOW + 3 * HOUR - 30_000)
      .run();
    await deliver([id]);
    expect(await get(id)).toMatchObject({ status: "active", problem: null });
    vi.setSystemTime(NOW + 3 * HOUR + 10 * 60_000);
    await deliver([id]);
    expect(await askedFor("token")).toBeGreaterThan(0);
    expect(await get(id)).toMatchObject({ status: "active", problem: null });
  });

  /** The first request to an address that ends so is held until it is let go. */
  function hold(end: string): { isAsked: Promise<void>; letGo: () => void } {
    const asked = Promise.withResolvers<void>();
    const going = Promise.withResolvers<void>();
    let isFirst = true;
    const answer = vi.mocked(fetch).getMockImplementation() ?? fetch;
    vi.mocked(fetch).mockImplementation(async (input, init) => {
      const request = new Request(input, init);
      if (isFirst && request.url.endsWith(end)) {
        isFirst = false;
        asked.resolve();
        await going.promise;
      }
      return await answer(request);
    });
    return { isAsked: asked.promise, letGo: going.resolve };
  }
  const change = (procedure: string, input: object) =>
    browser.mutate(`connections.${procedure}`, input);
  const renewingSince = async (id: string) =>
    (
      await env.DB.prepare("SELECT renewing_since AS since FROM media_accounts WHERE id = ?1")
        .bind(id)
        .first<{ since: number | null }>()
    )?.since ?? null;
});

it("access is not lost while the server's own app is not set: it goes on once it is", async () => {
  const id = await connected("reddit");
  vi.setSystemTime(NOW + 3 * HOUR);
  await deliver([id], { settings: { MEDIA_REDDIT_CLIENT_ID: "" } });
  const waiting = await get(id);
  expect(waiting).toMatchObject({ status: "active", problem: { action: "wait" } });
  expect(waiting.problem?.message).toMatch(/This server has no Reddit app at the moment/);
  vi.setSystemTime(NOW + 4 * HOUR);
  await deliver([id]);
  expect(await get(id)).toMatchObject({ status: "active", problem: null });
});

describe("access that is given only once", () => {
  it.each(["server_error", "truncated", "reset", "empty", "wrong_types"])(
    "and lost on the way (%s) is not asked for again: a reconnect mends it",
    async (kind) => {
      const id = await connected("twitter");
      const { itemCount } = await get(id);
      await askedFor("token");
      vi.setSystemTime(NOW + 3 * HOUR);
      await fault("twitter", { endpoint: "token", fault: kind });
      await deliver([id]);
      const lost = await get(id);
      expect(lost).toMatchObject({
        status: "needs_reconnect",
        itemCount,
        nextCheckAt: null,
        warning: null,
        problem: { code: "renewal_lost", action: "reconnect" },
      });
      expect(lost.problem?.message).toMatch(
        /^X was asked for new access.*lost on the way.*Reconnect/,
      );
      await deliver([id]);
      expect(await askedFor("token")).toBe(1);

      expect(
        (await browser.connect("mira", { platform: "twitter" })).searchParams.get("connected"),
      ).toBe(id);
      vi.setSystemTime(NOW + 6 * HOUR);
      await deliver([id]);
      expect(await get(id)).toMatchObject({ status: "active", problem: null, itemCount });
    },
  );

  it("is not renewed by the clock: the old is used as long as it is taken", async () => {
    const id = await connected("twitter");
    await askedFor("token");
    await env.DB.prepare("UPDATE media_accounts SET token_expires_at = ?1").bind(NOW).run();
    vi.setSystemTime(NOW + HOUR);
    await deliver([id]);
    expect(await askedFor("token")).toBe(0);
    expect(await get(id)).toMatchObject({ status: "active", problem: null });
  });
});

it("access of a row that does not say when it is renewed is so shortly before its end", async () => {
  const id = await connected("reddit");
  await env.DB.prepare("UPDATE media_accounts SET token_renew_at = NULL").run();
  await askedFor("token");
  for (const [minutes, asked] of [
    [54, 0],
    [59, 1],
  ] as const) {
    vi.setSystemTime(NOW + minutes * 60_000);
    await deliver([id]);
    expect(await askedFor("token")).toBe(asked);
  }
});

it("connecting again ends the access that stood before", async () => {
  await connected("reddit");
  const first = (await world.control("GET", "/requests")) as Record<string, number>;
  expect(Object.keys(first).some((key) => key.includes("revoke"))).toBe(false);
  await connected("reddit");
  const second = (await world.control("GET", "/requests")) as Record<string, number>;
  expect(Object.keys(second).some((key) => key.includes("revoke"))).toBe(true);
});

describe("a grant without a permission that is needed", () => {
  it("is not kept", async () => {
    const untick = "https://www.googleapis.com/auth/youtube.readonly";
    const end = await browser.connect("mira", { platform: "youtube", untick });
    expect(end.searchParams.get("problem")).toBe("scope_missing");
    expect(await browser.query("connections.list")).toEqual([]);
  });
});

describe.each([
  ["youtube", 50],
  ["reddit", 50],
])("access to %s whose renewal has to wait", (platform, minutes) => {
  const MINUTE = 60_000;
  const sendsAway = (seconds: number) =>
    fault(platform, { endpoint: "token", fault: "status", status: 503, retry_after: seconds });

  it("is used until it runs out, and then nothing is asked before the time that was told", async () => {
    const id = await connected(platform);
    await askedFor("");
    vi.setSystemTime(NOW + minutes * MINUTE);
    await sendsAway(1800);
    await deliver([id]);
    expect(await get(id)).toMatchObject({ status: "active", problem: null });
    expect(await askedFor("token")).toBe(1);
    vi.setSystemTime(NOW + 65 * MINUTE);
    await deliver([id]);
    expect(await askedFor("")).toBe(0);
    const waiting = await get(id);
    expect(waiting).toMatchObject({
      status: "active",
      problem: { code: "unavailable", action: "wait" },
    });
    expect(waiting.problem?.message).toMatch(/asked us to wait before it renews our access/);
    expect(Date.parse(waiting.nextCheckAt ?? "")).toBeGreaterThanOrEqual(NOW + 80 * MINUTE);
    vi.setSystemTime(NOW + 90 * MINUTE);
    await deliver([id]);
    expect(await get(id)).toMatchObject({ status: "active", problem: null });
  });

  it("is not renewed sooner because it is refused meanwhile", async () => {
    const id = await connected(platform);
    vi.setSystemTime(NOW + minutes * MINUTE);
    await sendsAway(1800);
    await fault(platform, { endpoint: "*", fault: "status", status: 401, after: 1 });
    await askedFor("");
    await deliver([id]);
    await deliver([id]);
    expect(await askedFor("token")).toBe(1);
  });
});
