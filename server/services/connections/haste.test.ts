import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Context } from "../../context.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { contextWith, fakePlatform, testPage } from "../../testing/fake-platform.ts";
import { testConnection, testContext, testPerson } from "../../testing/test-context.ts";
import { watchQueue } from "../../testing/watch-queue.ts";
import type { WatchedQueue } from "../../testing/watch-queue.ts";
import type { Actor } from "../identity/identity.ts";
import { runTick } from "../schedule/run-tick.ts";
import { pauseConnection } from "./pause-connection.ts";
import { resumeConnection } from "./resume-connection.ts";
import { syncNow } from "./sync-now.ts";
import { wakeConnections } from "./wake-connections.ts";

const MINUTE = 60_000;

let ines: Actor;
let noor: Actor;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 10, 20, 9) });
  ines = await testPerson(testContext(), "Ines");
  noor = await testPerson(testContext(), "Noor");
});

describe("asking again and again, on the free plan", () => {
  let queue: WatchedQueue;
  let ctx: Context;

  beforeEach(() => {
    queue = watchQueue();
    ctx = { ...testContext({ MEDIA_PLAN: "free" }), queue: env.SYNC_QUEUE ?? null };
  });

  const rested = (change: Partial<ConnectionRow> = {}) => {
    const later = { nextSyncAt: Date.now() + 60 * MINUTE, lastCheckedAt: Date.now() - 2 * MINUTE };
    return testConnection(ctx, ines, { ...later, ...change });
  };

  it("sends one message until the check is made", async () => {
    const { id } = await rested();
    for (let time = 0; time < 110; time += 1) {
      expect(await syncNow(ctx, ines, id)).toMatchObject({ id, status: "active" });
    }
    expect(queue.messages).toEqual([{ connections: [id], trigger: "person", hasWaited: false }]);
  });

  it.each<[string, () => Partial<ConnectionRow>]>([
    [
      "was checked a moment ago, and each look is counted for all",
      () => ({ platform: "youtube", lastCheckedAt: Date.now() - 19_999 }),
    ],
    ["is being read", () => ({ leaseOwner: "run", leaseExpiresAt: Date.now() + MINUTE })],
    ["is due anyway", () => ({ nextSyncAt: Date.now() - 1 })],
  ])("asks for nothing where it %s", async (_, change) => {
    const { id, nextSyncAt } = await rested(change());
    await syncNow(ctx, ines, id);
    expect(queue.messages).toEqual([]);
    const row = await env.DB.prepare("SELECT next_sync_at AS at FROM media_accounts").first();
    expect(row).toEqual({ at: nextSyncAt });
  });

  it("takes nothing from the ticks, whatever is pressed and opened", async () => {
    const { id } = await rested();
    for (let time = 0; time < 60; time += 1) {
      await pauseConnection(ctx, ines, id);
      await resumeConnection(ctx, ines, id);
      const restedAgain = "UPDATE media_accounts SET next_sync_at = ?1 WHERE user_id = ?2";
      await env.DB.prepare(restedAgain)
        .bind(Date.now() + MINUTE, ines.userId)
        .run();
      await wakeConnections(ctx, ines);
    }
    expect(queue.messages.length).toBeLessThanOrEqual(20);
    for (let at = 0; at < 30; at += 1) {
      await testConnection(ctx, noor, { id: `noor-${at}`, nextSyncAt: Date.now() - 1000 });
    }
    queue.messages = [];
    await runTick(ctx);
    const sent = queue.messages.flatMap((message) => message.connections);
    expect(sent.filter((one) => one.startsWith("noor"))).toHaveLength(30);
  });
});

describe("without a queue", () => {
  let asked: number;
  let ctx: Context;

  beforeEach(() => {
    asked = 0;
    ctx = contextWith(
      fakePlatform({
        fetchPage: async () => {
          asked += 1;
          vi.setSystemTime(Date.now() + 1500);
          return testPage({ more: true, cursor: { page: asked }, complete: false, raw: null });
        },
      }),
      { MEDIA_PLAN: "paid" },
    );
  });

  const due = (change: Partial<ConnectionRow> = {}) =>
    testConnection(ctx, ines, { platform: "fake", accessTokenSealed: "", ...change });

  it("opening the app asks no platform: what was woken is the next tick's", async () => {
    const later = { nextSyncAt: Date.now() + 60 * MINUTE, lastCheckedAt: 1 };
    for (let at = 0; at < 5; at += 1) await due(later);
    expect(await wakeConnections(ctx, ines)).toEqual({ woken: 5 });
    expect(asked).toBe(0);
    const { results } = await env.DB.prepare(
      "SELECT DISTINCT next_sync_at AS at FROM media_accounts",
    ).all();
    expect(results).toEqual([{ at: Date.now() }]);
  });

  it.each<[string, (id: string) => Promise<unknown>]>([
    ["a check", (id) => syncNow(ctx, ines, id)],
    [
      "going on",
      (id) => pauseConnection(ctx, ines, id).then(() => resumeConnection(ctx, ines, id)),
    ],
  ])("%s is answered after a few seconds, and the rest is the next tick's", async (_, act) => {
    const { id } = await due();
    const before = Date.now();
    expect(await act(id)).toMatchObject({ isSyncing: false, status: "active" });
    expect(Date.now() - before).toBeLessThanOrEqual(6000);
    expect(asked).toBe(3);
    const row = await env.DB.prepare("SELECT next_sync_at AS at FROM media_accounts").first();
    expect(row).toEqual({ at: Date.now() });
  });
});
