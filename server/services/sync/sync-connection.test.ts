import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Connection, SyncRun } from "../../../shared/connections.ts";
import { deliver, itemsOf, openWorld, readTimeline, syncFully } from "../../testing/world.ts";
import type { Browser, World } from "../../testing/world.ts";
import { syncConnection } from "./sync-connection.ts";
import { testContext } from "../../testing/test-context.ts";
import type { Context } from "../../context.ts";
import { claimConnection } from "../../store/connection-leases.ts";
import { updateConnection } from "../../store/connections.ts";

let world: World;
let browser: Browser;
let id: string;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 10, 20, 9) });
  world = openWorld();
  await world.person("mira", 300);
  browser = world.browser();
  await browser.signIn("mira");
  const end = await browser.connect("mira");
  id = end.searchParams.get("connected") ?? "";
});

/** What the timeline holds against what the sandbox says it should, public things only. */
async function expectTheSameItems(): Promise<void> {
  const items = await itemsOf(browser, await readTimeline(browser));
  const held = items.map((item) => `${item.kind} ${item.externalId} ${item.occurredAt}`).toSorted();
  const wanted = (await world.inventory("mira"))
    .filter((item) => !item.private)
    .map((item) => `${item.kind} ${item.external_id} ${item.occurred_at}`);
  expect({
    missing: wanted.filter((one) => !held.includes(one)),
    extra: held.filter((one) => !wanted.includes(one)),
    twice: held.filter((one, at) => held[at - 1] === one),
  }).toEqual({ missing: [], extra: [], twice: [] });
}

describe("a sync", () => {
  it("ends with exactly the items that the platform holds, and keeps its raw answers", async () => {
    const connection = await syncFully(browser, id);
    expect(connection).toMatchObject({
      isComplete: true,
      progress: null,
      problem: null,
      isSyncing: false,
    });
    await expectTheSameItems();
    expect(connection.itemCount).toBe((await itemsOf(browser, await readTimeline(browser))).length);

    const rows = await env.DB.prepare("SELECT content_hash FROM media_corpus_snapshots").all();
    const objects = await env.BUCKET.list({ prefix: `snapshots/${id}/` });
    expect(objects.objects.length).toBeGreaterThan(10);
    expect(new Set(objects.objects.map((one) => one.key.split("/")[2]))).toEqual(
      new Set(rows.results.map((row) => row["content_hash"])),
    );
  });

  it("goes on over as many messages as it takes, and ends with the same items", async () => {
    const ctx = testContext({ MEDIA_PLAN: "free" });
    await updateConnection(ctx.db, id, { nextSyncAt: 0 });
    let messages = 0;
    for (let hasMore = true; hasMore; messages += 1) {
      const outcome = await syncConnection(ctx, {
        id,
        trigger: "cron",
        maxRequests: 7,
        maxQueries: 100,
      });
      hasMore = outcome.kind === "synced" && outcome.hasMore;
    }
    expect(messages).toBeGreaterThan(3);
    await expectTheSameItems();
  });

  it("costs one conditional request and at most four row writes when nothing is new", async () => {
    await syncFully(browser, id);
    for (let check = 0; check < 4; check += 1) {
      vi.setSystemTime(Date.now() + 5 * 60_000);
      await world.requests();
      const ctx: Context = { ...testContext(), fork: () => ctx };
      const outcome = await syncConnection(ctx, {
        id,
        trigger: "cron",
        maxRequests: 40,
        maxQueries: 20,
      });
      expect(outcome).toMatchObject({ kind: "unchanged", requests: 1 });
      expect(await world.requests()).toBe(1);
      expect(ctx.meter.r2Ops).toBe(0);
      // The first check of an hour makes the row that the others are folded into.
      expect(ctx.meter.rowsWritten).toBeLessThanOrEqual(4);
    }
    const runs = await browser.query<SyncRun[]>("connections.runs", { id });
    const idle = runs.filter((run) => run.outcome === "unchanged");
    expect(idle.length).toBeLessThanOrEqual(2);
    expect(idle.reduce((sum, run) => sum + run.checks, 0)).toBe(4);
  });

  it("brings what is new, and changes what changed", async () => {
    await syncFully(browser, id);
    // Ten days of life: new commits, and pull requests that were open are merged.
    for (let step = 0; step < 10; step += 1) {
      vi.setSystemTime(Date.now() + 24 * 3_600_000);
      await syncFully(browser, id);
    }
    await expectTheSameItems();
  });

  it("survives being cut off between any two writes", async () => {
    let isCut = true;
    for (let run = 1; isCut; run += 1) {
      let writes = 0;
      const batch = env.DB.batch.bind(env.DB);
      const spy = vi.spyOn(env.DB, "batch").mockImplementation(async (statements) => {
        writes += 1;
        if (writes >= 2) throw new Error("The process was killed.");
        return await batch(statements);
      });
      try {
        const outcome = await syncConnection(testContext(), {
          id,
          trigger: "cron",
          maxRequests: 100,
          maxQueries: 900,
        });
        isCut = outcome.kind === "synced" && outcome.hasMore;
      } catch {
        isCut = true;
      }
      spy.mockRestore();
      vi.setSystemTime(Date.now() + 2 * 60_000);
      if (run > 200) throw new Error("It never ended.");
    }
    await syncFully(browser, id);
    await expectTheSameItems();
  });

  it("is done by one holder at a time", async () => {
    const ctx = testContext();
    const now = ctx.now();
    const lease = { owner: "another", now, expiresAt: now + 60_000, clients: {} };
    expect(await claimConnection(ctx.db, id, lease)).not.toBeNull();
    await world.requests();
    await deliver([id]);
    expect(await world.requests()).toBe(0);
    vi.setSystemTime(now + 61_000);
    await deliver([id]);
    expect(await world.requests()).toBeGreaterThan(0);
  });

  it("stops writing when it is paused under way, and goes on when resumed", async () => {
    await deliver([id]);
    await browser.mutate<Connection>("connections.pause", { id });
    await world.requests();
    await deliver([id]);
    expect(await world.requests()).toBe(0);
    const resumed = await browser.mutate<Connection>("connections.resume", { id });
    expect(resumed.status).toBe("active");
    await syncFully(browser, id);
    await expectTheSameItems();
  });
});
