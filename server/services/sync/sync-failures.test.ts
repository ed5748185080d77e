import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Connection, SyncRun } from "../../../shared/connections.ts";
import { deliver, openWorld, syncFully } from "../../testing/world.ts";
import type { Browser, World } from "../../testing/world.ts";

let world: World;
let browser: Browser;
let id: string;

const MINUTE = 60_000;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 10, 20, 9) });
  world = openWorld();
  await world.person("mira", 60);
  browser = world.browser();
  await browser.signIn("mira");
  id = (await browser.connect("mira")).searchParams.get("connected") ?? "";
});

const get = () => browser.query<Connection>("connections.get", { id });

const fault = (fault: string, change: Record<string, unknown> = {}) =>
  world.control("POST", "/faults", { platform: "github", endpoint: "*", fault, ...change });

const untilNext = (connection: Connection): number =>
  Date.parse(connection.nextCheckAt ?? "") - Date.now();

/** Tries as often as it would be, until the refusal has lasted. */
async function untilLasting(): Promise<Connection> {
  for (let tries = 1; tries <= 10; tries += 1) {
    vi.setSystemTime(Date.now() + 16 * MINUTE);
    await deliver([id]);
    const connection = await get();
    if (connection.problem?.message.includes("Once a day")) return connection;
  }
  throw new Error("It never lasted.");
}

async function troubled(): Promise<unknown[]> {
  const { results } = await env.DB.prepare(
    "SELECT handle, status, problem_code FROM media_accounts WHERE problem_code IS NOT NULL",
  ).all();
  return results;
}

describe("a sync that fails", () => {
  it.each([
    ["server_error", "unavailable", /answered 502/],
    ["reset", "unavailable", /did not answer/],
    ["truncated", "bad_response", /could not be read/],
    ["wrong_types", "bad_response", /could not be read/],
    ["empty", "bad_response", /could not be read/],
    ["redirect_loop", "bad_response", /could not be read/],
  ])("by %s says so, keeps what it has, and tries again by itself", async (kind, code, message) => {
    await fault(kind, { after: 12 });
    await deliver([id]);
    const failed = await get();
    expect(failed).toMatchObject({ status: "active", problem: { code, action: "wait" } });
    expect(failed.problem?.message).toMatch(message);
    expect(failed.itemCount).toBeGreaterThan(0);
    expect(untilNext(failed)).toBeGreaterThanOrEqual(MINUTE);
    expect(untilNext(failed)).toBeLessThanOrEqual(10 * MINUTE);
    expect((await browser.query<SyncRun[]>("connections.runs", { id }))[0]).toMatchObject({
      outcome: "failed",
      message: failed.problem?.message,
    });
    await world.control("DELETE", "/faults");
    vi.setSystemTime(Date.now() + 6 * MINUTE);
    expect(await syncFully(browser, id)).toMatchObject({ problem: null, isComplete: true });
  });

  it("by one failure after another backs off, and never stops trying", async () => {
    await fault("wrong_types");
    vi.spyOn(Math, "random").mockReturnValue(0.99);
    let longest = 0;
    for (let failures = 1; failures <= 14; failures += 1) {
      await deliver([id]);
      const failed = await get();
      expect(failed.nextCheckAt).not.toBeNull();
      longest = Math.max(longest, untilNext(failed));
      vi.setSystemTime(Date.parse(failed.nextCheckAt ?? ""));
    }
    expect(longest).toBeGreaterThan(23 * 60 * MINUTE);
    expect(longest).toBeLessThanOrEqual((24 * 60 + 5) * MINUTE);
    await world.control("DELETE", "/faults");
    expect(await syncFully(browser, id)).toMatchObject({ problem: null, isComplete: true });
  });

  it("by an outage keeps looking within half an hour: it is not held against the connection", async () => {
    await fault("server_error");
    vi.spyOn(Math, "random").mockReturnValue(0.99);
    for (let failures = 1; failures <= 12; failures += 1) {
      await deliver([id]);
      const failed = await get();
      expect(untilNext(failed)).toBeLessThanOrEqual(35 * MINUTE);
      vi.setSystemTime(Date.parse(failed.nextCheckAt ?? ""));
    }
  });

  it.each([
    ["everything", {}],
    ["the repositories alone", { match: "/repos/" }],
  ])("by an outage of %s in the middle of the first sync drops nothing", async (_, where) => {
    await fault("server_error", { after: 12, ...where });
    for (let tries = 1; tries <= 14; tries += 1) {
      await deliver([id]);
      const failed = await get();
      expect(failed).toMatchObject({ isComplete: false, problem: { code: "unavailable" } });
      vi.setSystemTime(Date.parse(failed.nextCheckAt ?? ""));
    }
    await world.control("DELETE", "/faults");
    const items = (await world.inventory("mira")).filter((item) => !item.private);
    expect(await syncFully(browser, id)).toMatchObject({
      isComplete: true,
      problem: null,
      itemCount: items.length,
    });
  });

  it("by a write that fails here is told on the connection, and tried again later", async () => {
    const batch = env.DB.batch.bind(env.DB);
    let writes = 0;
    vi.spyOn(env.DB, "batch").mockImplementation(async (statements) => {
      writes += 1;
      if (writes === 1) throw new Error("D1_ERROR: too big");
      return await batch(statements);
    });
    await deliver([id]);
    const failed = await get();
    expect(failed).toMatchObject({
      status: "active",
      isSyncing: false,
      itemCount: 0,
      problem: { code: "internal", action: "wait" },
    });
    expect(untilNext(failed)).toBeGreaterThanOrEqual(MINUTE);
    vi.setSystemTime(Date.now() + 6 * MINUTE);
    expect(await syncFully(browser, id)).toMatchObject({ problem: null, isComplete: true });
  });

  it("by a limit waits exactly as long as it was told, also when the person asks", async () => {
    await fault("rate_limited", { reset_after: 1800 });
    await deliver([id]);
    const limited = await get();
    expect(limited.problem).toMatchObject({ code: "rate_limited", action: "wait" });
    expect(untilNext(limited)).toBeGreaterThanOrEqual(1800_000 - 1000);
    expect(untilNext(limited)).toBeLessThan(1800_000 + 6 * MINUTE);
    await expect(browser.mutate("connections.sync", { id })).rejects.toMatchObject({
      code: "TOO_MANY_REQUESTS",
    });
    await world.requests();
    await deliver([id]);
    expect(await world.requests()).toBe(0);
    await world.control("DELETE", "/faults");
    vi.setSystemTime(Date.parse(limited.nextCheckAt ?? ""));
    expect(await syncFully(browser, id)).toMatchObject({ problem: null, isComplete: true });
  });

  it("by a part that never answers goes past it, but not before the time it was told", async () => {
    const part = { endpoint: "commits" };
    await fault("server_error", part);
    for (let tries = 1; tries <= 3; tries += 1) {
      await deliver([id]);
      vi.setSystemTime(Date.parse((await get()).nextCheckAt ?? ""));
    }
    await world.control("DELETE", "/faults");
    await fault("status", { ...part, status: 503, retry_after: 1800, count: 1 });
    await deliver([id]);
    const told = await get();
    expect(untilNext(told)).toBeGreaterThanOrEqual(1800_000 - 1000);
    await world.requests();
    await deliver([id]);
    expect(await world.requests()).toBe(0);
    await world.control("DELETE", "/faults");
    vi.setSystemTime(Date.parse(told.nextCheckAt ?? ""));
    expect(await syncFully(browser, id)).toMatchObject({ problem: null, isComplete: true });
  });

  it("by a revoked token asks the person, rests, and goes on once reconnected", async () => {
    await syncFully(browser, id);
    vi.setSystemTime(Date.now() + 6 * MINUTE);
    await fault("revoked");
    await deliver([id]);
    const refused = await get();
    expect(refused).toMatchObject({
      status: "needs_reconnect",
      problem: { code: "unauthorised", action: "reconnect" },
    });
    expect(refused.problem?.message).toMatch(/ended our access.*Reconnect.*may pass.*by itself/);
    const dead = await untilLasting();
    expect(Date.now() - Date.parse(refused.lastCheckedAt ?? "")).toBeLessThan(100 * MINUTE);
    expect(dead.problem?.message).toMatch(/ended our access.*Reconnect.*Once a day/);
    expect(dead).toMatchObject({
      status: "needs_reconnect",
      nextCheckAt: null,
      problem: { code: "unauthorised", action: "reconnect" },
    });
    for (const procedure of ["connections.sync", "connections.resume", "connections.pause"]) {
      await expect(browser.mutate(procedure, { id })).rejects.toMatchObject({ code: "CONFLICT" });
    }
    await world.control("DELETE", "/faults");
    expect((await browser.connect("mira")).searchParams.get("connected")).toBe(id);
    const renewed = await syncFully(browser, id);
    expect(renewed).toMatchObject({ status: "active", problem: null, itemCount: dead.itemCount });
  });

  it("by a short storm of 401 is over with the storm, whoever is met by it", async () => {
    const ids = [id];
    for (const name of ["nora", "olaf", "pia", "rolf", "sven", "tuva", "ulla", "vera", "ymir"]) {
      await world.person(name, 5);
      const other = world.browser();
      await other.signIn(name);
      ids.push((await other.connect(name)).searchParams.get("connected") ?? "");
    }
    await deliver(ids);
    vi.setSystemTime(Date.now() + 6 * MINUTE);
    await fault("revoked");
    await deliver(ids);
    await world.control("DELETE", "/faults");
    vi.setSystemTime(Date.now() + 16 * MINUTE);
    await deliver(ids);
    expect(await troubled()).toEqual([]);
  });

  it("by a refusal that lasts is tried once a day, and comes back by itself", async () => {
    await syncFully(browser, id);
    vi.setSystemTime(Date.now() + 6 * MINUTE);
    await fault("revoked");
    await deliver([id]);
    const dead = await untilLasting();
    await world.requests();
    let asked = 0;
    const since = Date.now();
    for (let hours = 1; hours <= 72; hours += 1) {
      vi.setSystemTime(since + hours * 60 * MINUTE);
      await deliver([id]);
      asked += Math.min(1, await world.requests());
    }
    expect(asked).toBe(2);
    expect(await get()).toMatchObject({ ...dead, lastCheckedAt: dead.lastCheckedAt });

    // Something else that is wrong on that day does not make it look alive, nor dead for ever.
    await world.control("DELETE", "/faults");
    await fault("server_error");
    vi.setSystemTime(Date.now() + 25 * 60 * MINUTE);
    await deliver([id]);
    expect(await get()).toMatchObject(dead);

    await world.control("DELETE", "/faults");
    vi.setSystemTime(Date.now() + 25 * 60 * MINUTE);
    await deliver([id]);
    expect(await get()).toMatchObject({ status: "active", problem: null });
  });

  it("by refusals with a good answer between them has not lasted", async () => {
    for (let times = 0; times < 4; times += 1) {
      await fault("revoked");
      await deliver([id]);
      const { problem } = await get();
      expect(problem?.message).toMatch(/may pass/);
      await world.control("DELETE", "/faults");
      vi.setSystemTime(Date.now() + 35 * MINUTE);
      expect(await syncFully(browser, id)).toMatchObject({ problem: null });
      vi.setSystemTime(Date.now() + 35 * MINUTE);
    }
  });

  it("by a single 401 is not taken for a dead grant", async () => {
    await fault("revoked", { count: 1 });
    await deliver([id]);
    expect(await get()).toMatchObject({ status: "active", problem: { code: "unavailable" } });
  });

  it("by a key that is not there says so, asks nobody, and goes on once it is back", async () => {
    await syncFully(browser, id);
    vi.setSystemTime(Date.now() + 6 * MINUTE);
    await world.requests();
    const EncryptionKey = btoa("another key, of thirty-two bytes");
    await deliver([id], { settings: { EncryptionKey } });
    expect(await world.requests()).toBe(0);
    const closed = await get();
    expect(closed).toMatchObject({
      status: "active",
      problem: { code: "unreadable_token", action: "wait" },
    });
    expect(closed.problem?.message).toMatch(/goes on by itself.*owner.*reconnect\.$/);
    vi.setSystemTime(Date.parse(closed.nextCheckAt ?? ""));
    await deliver([id]);
    expect(await get()).toMatchObject({ status: "active", problem: null });
  });

  it("by a token that has run out asks for a reconnect without asking the platform", async () => {
    await env.DB.prepare("UPDATE media_accounts SET token_expires_at = 1").run();
    await world.requests();
    await deliver([id]);
    expect(await world.requests()).toBe(0);
    expect(await get()).toMatchObject({
      status: "needs_reconnect",
      problem: { code: "unauthorised" },
    });
  });
});
