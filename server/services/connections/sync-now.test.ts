import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Connection } from "../../../shared/connections.ts";
import { deliver, openWorld, syncFully } from "../../testing/world.ts";
import type { Browser, World } from "../../testing/world.ts";

const MINUTE = 60_000;
const PEOPLE = ["mira", "noor", "odile", "pavel"];

let world: World;
const browsers: Browser[] = [];
const ids: string[] = [];

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 10, 20, 9) });
  world = openWorld();
  browsers.length = 0;
  ids.length = 0;
  for (const login of PEOPLE) {
    await world.person(login, 15);
    const browser = world.browser();
    await browser.signIn(login);
    ids.push((await browser.connect(login)).searchParams.get("connected") ?? "");
    browsers.push(browser);
  }
});

const browserOf = (at: number): Browser => browsers[at] ?? world.browser();
const idOf = (at: number): string => ids[at] ?? "";
const get = (at: number) => browserOf(at).query<Connection>("connections.get", { id: idOf(at) });
const syncNow = (at: number) =>
  browserOf(at).mutate<Connection>("connections.sync", { id: idOf(at) });

/** How often GitHub was asked since the last call. */
async function askedGitHub(): Promise<number> {
  const counts = (await world.control("GET", "/requests")) as Record<string, number>;
  await world.control("DELETE", "/requests");
  const own = Object.entries(counts).filter(([what]) => what.includes("github"));
  return own.reduce((sum, [, count]) => sum + count, 0);
}

describe("an outage of a platform, as people see it", () => {
  beforeEach(async () => {
    for (const at of [0, 1, 2, 3]) await syncFully(browserOf(at), idOf(at));
    vi.setSystemTime(Date.now() + 6 * MINUTE);
    await world.control("POST", "/faults", {
      platform: "github",
      endpoint: "*",
      fault: "server_error",
    });
    for (const at of [0, 1, 2]) await deliver([idOf(at)]);
    await askedGitHub();
  });

  it("is said to each of them, and is held against nobody", async () => {
    for (const at of [0, 1, 2, 3]) {
      expect((await get(at)).problem).toMatchObject({ code: "unavailable", action: "wait" });
    }
    const { results } = await env.DB.prepare("SELECT DISTINCT failures FROM media_accounts").all();
    expect(results).toEqual([{ failures: 0 }]);
    await deliver([idOf(3)]);
    expect(await askedGitHub()).toBe(0);
  });

  it("is not asked about because one of them is in a hurry, and he is told so", async () => {
    await expect(syncNow(3)).rejects.toMatchObject({
      code: "TOO_MANY_REQUESTS",
      message: expect.stringMatching(/^GitHub answers nobody at present.* goes on by itself\.$/),
    });
    expect(await askedGitHub()).toBe(0);
    expect(await browserOf(3).mutate("connections.wake")).toEqual({ woken: 0 });
  });

  it("ends by itself for all of them", async () => {
    await world.control("DELETE", "/faults");
    for (let tick = 0; tick < 4; tick += 1) {
      vi.setSystemTime(Date.now() + 5 * MINUTE);
      await deliver(ids);
    }
    for (const at of [0, 1, 2, 3]) {
      const connection = await get(at);
      expect(connection.problem).toBeNull();
      expect(Date.now() - Date.parse(connection.lastSuccessAt ?? "")).toBeLessThan(11 * MINUTE);
    }
    expect(await syncNow(3)).toMatchObject({ status: "active" });
  });
});

describe("asking for a check", () => {
  it("waits where what the owner lets be used is used up, in the connection's own words", async () => {
    await syncFully(browserOf(0), idOf(0));
    await env.DB.prepare(
      `UPDATE media_accounts SET problem_code = 'cap_reached', problem_message = 'Your stop is reached.',
         next_sync_at = ?2 WHERE id = ?1`,
    )
      .bind(idOf(0), Date.now() + 60 * MINUTE)
      .run();
    await expect(syncNow(0)).rejects.toMatchObject({ message: "Your stop is reached." });
  });
});
