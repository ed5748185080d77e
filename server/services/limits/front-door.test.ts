import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Budget, Connection, SyncRun } from "../../../shared/connections.ts";
import { deliver, openWorld } from "../../testing/world.ts";
import type { Browser, World } from "../../testing/world.ts";

/** Budgets as their owner meets them, at the platforms' stand-ins. */
const NOW = Date.UTC(2026, 10, 22, 9);

let world: World;
let browser: Browser;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
});

async function connected(
  platform: string,
  settings: Readonly<Record<string, string>> = {},
  items = 700,
): Promise<string> {
  world = openWorld(settings);
  await world.person("mira", items);
  browser = world.browser();
  await browser.signIn("mira");
  const end = await browser.connect("mira", { platform });
  return end.searchParams.get("connected") ?? "";
}

/** Delivers until nothing is due any more. */
async function syncAll(id: string, settings: object = {}): Promise<Connection> {
  for (let message = 0; message < 40; message += 1) {
    await deliver([id], { settings });
    const connection = await get(id);
    const isDue = await env.DB.prepare(
      "SELECT id FROM media_accounts WHERE id = ?1 AND next_sync_at <= ?2",
    )
      .bind(id, Date.now())
      .first();
    if (isDue === null) return connection;
  }
  throw new Error("It never ends.");
}

const get = (id: string) => browser.query<Connection>("connections.get", { id });
const budgets = (id: string) => browser.query<Budget[]>("connections.budgets", { id });
const setCap = (id: string, cap: number | null) =>
  browser.mutate<Budget[]>("connections.setCap", { id, cap });
const fault = (platform: string, fault: string, more: object = {}) =>
  world.control("POST", "/faults", { platform, endpoint: "*", fault, ...more });

/** What the runs say was read, and who connected, at X's prices. */
async function billOf(id: string): Promise<number> {
  const runs = await browser.query<SyncRun[]>("connections.runs", { id });
  return runs.reduce((sum, { usage }) => {
    const { posts = 0, users = 0 } = usage;
    return sum + posts * 0.005 + users * 0.01;
  }, 0.01);
}

describe("what X costs", () => {
  it("counts whom it asks for when connecting, each time", async () => {
    const id = await connected("twitter", {}, 0);
    expect(await budgets(id)).toMatchObject([{ used: 0.01 }, { used: 0.01 }]);
    await browser.connect("mira", { platform: "twitter" });
    expect(await budgets(id)).toMatchObject([{ used: 0.02 }, { used: 0.02 }]);
  });

  it("ends at the stop that a person sets, and goes on once it is raised", async () => {
    const id = await connected("twitter");
    await setCap(id, 5);
    const stopped = await syncAll(id);
    expect(stopped).toMatchObject({
      isComplete: false,
      status: "active",
      problem: { code: "cap_reached", action: "wait" },
    });
    expect(stopped.problem?.message).toMatch(/^You let this connection use \$5\.00 a month of X,/);
    const [own, app] = await budgets(id);
    expect(own).toMatchObject({ sharedBy: "connection", meter: "dollars", cap: 5, isOwn: true });
    expect(own?.used).toBeGreaterThan(5 - 3.51);
    expect(own?.used).toBeLessThanOrEqual(5);
    expect(own?.used).toBeCloseTo(await billOf(id));
    expect(app).toMatchObject({ sharedBy: "app", used: own?.used, isOwn: false, cap: null });

    await world.requests();
    await expect(browser.mutate("connections.sync", { id })).rejects.toMatchObject({
      code: "TOO_MANY_REQUESTS",
      message: stopped.problem?.message,
    });
    await deliver([id]);
    expect(await world.requests()).toBe(0);

    expect(await setCap(id, 50)).toMatchObject([{ cap: 50 }, {}]);
    expect(await syncAll(id)).toMatchObject({ isComplete: true, problem: null });
    expect((await budgets(id))[0]?.used).toBeCloseTo(await billOf(id));
  });

  it("ends at the stop of whoever runs the server", async () => {
    const settings = { MEDIA_TWITTER_CAP: "4" };
    const id = await connected("twitter", settings);
    const stopped = await syncAll(id, settings);
    expect(stopped.problem).toMatchObject({ code: "cap_reached" });
    expect(stopped.problem?.message).toMatch(/^Whoever runs this server lets all that connect/);
    expect(await budgets(id)).toMatchObject([{ cap: null }, { cap: 4, isOwn: false }]);
    expect(await billOf(id)).toBeLessThanOrEqual(4);
    // It looks once a day whether the stop was raised.
    vi.setSystemTime(NOW + 24 * 3_600_000 + 6 * 60_000);
    expect(await syncAll(id, { MEDIA_TWITTER_CAP: "40" })).toMatchObject({ isComplete: true });
  });
});

it("YouTube's day is over once Google says so, for all of the app", async () => {
  const id = await connected("youtube");
  await syncAll(id);
  const before = await budgets(id);
  expect(before).toMatchObject([
    { sharedBy: "connection", meter: "units", granted: null },
    { sharedBy: "app", granted: 10_000, endsAt: "2026-11-23T08:00:00.000Z" },
  ]);
  // The channel, and for each page of fifty the list and the videos.
  expect(before[1]?.used).toBeGreaterThan(25);
  expect(before[1]?.used).toBeLessThan(60);
  await fault("youtube", "quota_exceeded", { count: 1 });
  vi.setSystemTime(NOW + 5 * 60_000);
  await deliver([id]);
  expect((await get(id)).problem).toMatchObject({ code: "rate_limited" });
  expect((await budgets(id))[1]).toMatchObject({ used: 10_000, granted: 10_000 });
});

it("Reddit's first sync leaves some requests to the others of its app", async () => {
  const id = await connected("reddit", {}, 2000);
  await fault("reddit", "limit", { limit: 12 });
  const waiting = await syncAll(id);
  expect(waiting.problem).toMatchObject({ code: "rate_limited", action: "wait" });
  expect(waiting.problem?.message).toMatch(/The rest is kept for what is new/);
  const app = (await budgets(id))[1];
  expect(app).toMatchObject({ sharedBy: "app", meter: "requests", granted: 12 });
  expect(app?.used).toBe(11);
});

it("GitHub's requests are told by GitHub", async () => {
  const id = await connected("github");
  await fault("github", "limit", { endpoint: "core", limit: 4000 });
  await syncAll(id);
  const [own, ...others] = await budgets(id);
  expect(own).toMatchObject({ sharedBy: "connection", meter: "requests", granted: 4000 });
  expect(own?.used).toBeGreaterThan(20);
  expect(others).toEqual([]);
});
