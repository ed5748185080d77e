import { createScheduledController } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Connection } from "../../../shared/connections.ts";
import worker from "../../index.ts";
import { listDue } from "../../store/connection-leases.ts";
import { updateConnection } from "../../store/connections.ts";
import { testConnection, testContext, testPerson } from "../../testing/test-context.ts";
import { deliver, openWorld, syncFully } from "../../testing/world.ts";
import { watchQueue } from "../../testing/watch-queue.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 10, 20, 9) });
});

const tick = (bindings = env) =>
  worker.scheduled(createScheduledController({ cron: "*/5 * * * *" }), bindings);

describe("a tick", () => {
  it("puts what is due on the queue, 25 to a message, longest waiting first, and nothing else", async () => {
    const ctx = testContext();
    const ines = await testPerson(ctx, "Ines");
    const now = ctx.now();
    for (let at = 0; at < 60; at += 1) {
      await testConnection(ctx, ines, {
        id: `due-${String(at).padStart(2, "0")}`,
        nextSyncAt: now - 1000 + at,
      });
    }
    await testConnection(ctx, ines, { id: "later", nextSyncAt: now + 5 * 60_000 });
    await testConnection(ctx, ines, { id: "paused", nextSyncAt: null, status: "paused" });
    const queue = watchQueue();
    await tick();
    expect(queue.messages.map((message) => message.connections.length)).toEqual([25, 25, 10]);
    const sent = queue.messages.flatMap((message) => message.connections);
    expect(sent).toEqual(sent.toSorted());
    expect(sent.every((id) => id.startsWith("due-"))).toBe(true);
  });

  it("reads as many rows as are due, not as there are", async () => {
    const ctx = testContext();
    const ines = await testPerson(ctx, "Ines");
    for (let at = 0; at < 200; at += 1)
      await testConnection(ctx, ines, { nextSyncAt: ctx.now() + 60_000 });
    await testConnection(ctx, ines);
    const before = ctx.meter.rowsRead;
    const page = { after: { at: 0, row: 0 }, until: ctx.now(), now: ctx.now(), limit: 1000 };
    expect(await listDue(ctx.db, page)).toHaveLength(1);
    expect(ctx.meter.rowsRead - before).toBeLessThanOrEqual(4);
  });

  it("is told by health", async () => {
    await tick();
    const answer = await openWorld().browser().request("/health");
    expect(await answer.json()).toMatchObject({ lastTick: new Date().toISOString() });
  });

  it("syncs by itself where there is no queue, a little at each tick", async () => {
    const world = openWorld();
    await world.person("mira", 200);
    const browser = world.browser();
    await browser.signIn("mira");
    const id = (await browser.connect("mira")).searchParams.get("connected") ?? "";
    const alone = { ...env, SYNC_QUEUE: undefined, MEDIA_PLAN: "free" };
    await world.requests();
    await tick(alone);
    expect(await world.requests()).toBeLessThanOrEqual(40);
    for (let ticks = 1; ticks < 40; ticks += 1) await tick(alone);
    const connection = await browser.query<Connection>("connections.get", { id });
    expect(connection).toMatchObject({
      isComplete: true,
      itemCount: (await world.inventory("mira")).filter((item) => !item.private).length,
    });
  });

  it("finishes a disconnect that was cut off, and forgets what has expired", async () => {
    const world = openWorld();
    await world.person("mira", 30);
    const browser = world.browser();
    await browser.signIn("mira");
    const id = (await browser.connect("mira")).searchParams.get("connected") ?? "";
    await syncFully(browser, id);
    await updateConnection(testContext().db, id, { status: "disconnecting", nextSyncAt: null });
    await world.requests();
    expect(await browser.query("connections.list")).toEqual([]);
    await browser.request("/media/api/auth/github", {
      headers: { "sec-fetch-site": "same-origin" },
    });
    vi.setSystemTime(Date.now() + 11 * 60_000);
    await tick();
    expect(await world.requests()).toBe(1);
    for (const table of ["media_accounts", "media_items", "media_oauth_states", "media_sessions"]) {
      const { results } = await env.DB.prepare(`SELECT * FROM ${table}`).all();
      expect(results, table).toEqual([]);
    }
    expect((await env.BUCKET.list()).objects).toEqual([]);
  });
});

describe("a message", () => {
  it("stays within the free plan: 50 requests and 50 queries, whoever has a long history", async () => {
    const world = openWorld();
    await world.person("mira", 3000);
    await world.person("noor", 60);
    const ids: string[] = [];
    for (const login of ["mira", "noor"]) {
      const browser = world.browser();
      await browser.signIn(login);
      ids.push((await browser.connect(login)).searchParams.get("connected") ?? "");
    }
    const queue = watchQueue();
    const costs: { requests: number; queries: number }[] = [];
    vi.spyOn(console, "info").mockImplementation((line: string) => {
      const { event, requests, queries } = JSON.parse(line);
      if (event === "sync.run") costs.push({ requests, queries });
    });
    let next: string[] | undefined = ids;
    let messages = 0;
    while (next !== undefined) {
      costs.length = 0;
      queue.messages.length = 0;
      await deliver(next, { settings: { MEDIA_PLAN: "free" } });
      const total = (name: "requests" | "queries") =>
        costs.reduce((sum, cost) => sum + cost[name], 0);
      expect(total("requests")).toBeLessThanOrEqual(50);
      expect(total("queries")).toBeLessThanOrEqual(50);
      expect(costs.length).toBeGreaterThan(0);
      next = queue.messages[0]?.connections;
      messages += 1;
    }
    expect(messages).toBeGreaterThan(10);
  });

  it("goes on in another one while there is more to read", async () => {
    const world = openWorld();
    await world.person("mira", 200);
    const browser = world.browser();
    await browser.signIn("mira");
    const id = (await browser.connect("mira")).searchParams.get("connected") ?? "";
    const queue = watchQueue();
    await deliver([id], { settings: { MEDIA_PLAN: "free" } });
    expect(queue.messages).toEqual([{ connections: [id], trigger: "cron", hasWaited: true }]);
  });

  it("waits once for another holder's lease to end", async () => {
    const ctx = testContext();
    const { id } = await testConnection(ctx, await testPerson(ctx, "Ines"), {
      leaseOwner: "another",
      leaseExpiresAt: ctx.now() + 30_000,
    });
    const queue = watchQueue();
    await deliver([id], { hasWaited: false });
    expect(queue.messages).toEqual([{ connections: [id], trigger: "cron", hasWaited: true }]);
    expect(queue.delays).toEqual([31]);
    await deliver([id]);
    expect(queue.messages).toHaveLength(1);
  });

  it("with 25 that others hold asks once more for all of them together", async () => {
    const ctx = testContext();
    const ines = await testPerson(ctx, "Ines");
    const ids: string[] = [];
    for (let at = 0; at < 25; at += 1) {
      const held = { leaseOwner: "another", leaseExpiresAt: ctx.now() + 1000 * at + 5000 };
      ids.push((await testConnection(ctx, ines, held)).id);
    }
    const queue = watchQueue();
    await deliver(ids, { hasWaited: false });
    expect(queue.messages.map((message) => message.connections)).toEqual([ids]);
    expect(queue.delays).toEqual([30]);
  });

  it("that makes no sense is put aside with a line in the log", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    await deliver([]);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining("queue.unreadable"));
  });
});
