import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ConnectionRow } from "../../store/connections.ts";
import { testConnection, testContext, testPerson } from "../../testing/test-context.ts";
import { watchQueue } from "../../testing/watch-queue.ts";
import type { WatchedQueue } from "../../testing/watch-queue.ts";
import { openWorld } from "../../testing/world.ts";
import type { Browser } from "../../testing/world.ts";
import type { Actor } from "../identity/identity.ts";
import { wakeConnections } from "./wake-connections.ts";

const MINUTE = 60_000;

let ines: Actor;
let queue: WatchedQueue;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 10, 20, 9) });
  ines = await testPerson(testContext(), "Ines");
  queue = watchQueue();
});

const open = () => ({ ...testContext(), queue: env.SYNC_QUEUE ?? null });

/** A connection that is quiet: looked at an hour ago, and due again in ten. */
async function quiet(change: Partial<ConnectionRow> = {}, actor = ines): Promise<string> {
  const ctx = testContext();
  const { id } = await testConnection(ctx, actor, {
    nextSyncAt: ctx.now() + 600 * MINUTE,
    lastCheckedAt: ctx.now() - 60 * MINUTE,
    ...change,
  });
  return id;
}

describe("waking", () => {
  it("checks what rested because it was quiet, at once", async () => {
    const ids = [await quiet(), await quiet()];
    const ctx = open();
    expect(await wakeConnections(ctx, ines)).toEqual({ woken: 2 });
    expect(queue.messages).toHaveLength(1);
    expect(queue.messages[0]).toMatchObject({ trigger: "person" });
    expect(queue.messages[0]?.connections.toSorted()).toEqual(ids.toSorted());
    const { results } = await env.DB.prepare("SELECT next_sync_at AS at FROM media_accounts").all();
    expect(results).toEqual([{ at: ctx.now() }, { at: ctx.now() }]);
  });

  it.each<[string, () => Partial<ConnectionRow>]>([
    ["was looked at within five minutes", () => ({ lastCheckedAt: Date.now() - 4 * MINUTE })],
    ["waits for a limit", () => ({ problemCode: "rate_limited" })],
    ["has used what its owner lets it", () => ({ problemCode: "cap_reached" })],
    ["backs off after failures", () => ({ problemCode: "unavailable", failures: 3 })],
    ["is paused", () => ({ status: "paused", nextSyncAt: null })],
    ["waits for a reconnect", () => ({ status: "needs_reconnect", nextSyncAt: null })],
    ["is being read right now", () => ({ leaseExpiresAt: Date.now() + MINUTE })],
    ["is due anyway", () => ({ nextSyncAt: Date.now() })],
  ])("leaves alone what %s", async (_, change) => {
    await quiet(change());
    const before = await env.DB.prepare("SELECT * FROM media_accounts").all();
    expect(await wakeConnections(open(), ines)).toEqual({ woken: 0 });
    expect((await env.DB.prepare("SELECT * FROM media_accounts").all()).results).toEqual(
      before.results,
    );
    expect(queue.messages).toEqual([]);
  });

  it("leaves alone what is another person's, and what waits for a platform that answers nobody", async () => {
    await quiet({}, await testPerson(testContext(), "Noor"));
    await quiet({ platform: "reddit" });
    await env.DB.prepare(
      "INSERT INTO media_platform_outages (platform, suspects, suspected_at, opened_at, probe_at) VALUES ('reddit', '{}', 1, 1, 1)",
    ).run();
    expect(await wakeConnections(open(), ines)).toEqual({ woken: 0 });
  });

  it("costs one query where nothing rests", async () => {
    for (let at = 0; at < 5; at += 1) await quiet({ lastCheckedAt: Date.now() });
    for (let at = 0; at < 50; at += 1) {
      await quiet({}, { ...ines, userId: `somebody ${at}` });
    }
    const ctx = open();
    await wakeConnections(ctx, ines);
    expect(ctx.meter).toMatchObject({ queries: 1, rowsWritten: 0 });
    expect(ctx.meter.rowsRead).toBeLessThanOrEqual(10);
  });
});

describe("through the front door", () => {
  let browser: Browser;

  beforeEach(async () => {
    const world = openWorld();
    await world.person("mira", 20);
    browser = world.browser();
    await browser.signIn("mira");
    await browser.connect("mira");
  });

  it("a person wakes their own, and nobody who is not signed in any", async () => {
    await env.DB.prepare("UPDATE media_accounts SET next_sync_at = ?1, last_checked_at = 1")
      .bind(Date.now() + 600 * MINUTE)
      .run();
    queue.messages = [];
    const stranger = openWorld().browser();
    await expect(stranger.mutate("connections.wake")).rejects.toMatchObject({
      code: "UNAUTHORIZED",
    });
    expect(await browser.mutate("connections.wake")).toEqual({ woken: 1 });
    expect(await browser.mutate("connections.wake")).toEqual({ woken: 0 });
    expect(queue.messages).toHaveLength(1);
  });
});
