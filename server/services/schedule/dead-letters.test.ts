import { createMessageBatch, createExecutionContext, getQueueResult } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Connection, SyncRun } from "../../../shared/connections.ts";
import worker from "../../index.ts";
import { claimConnection } from "../../store/connection-leases.ts";
import { testContext } from "../../testing/test-context.ts";
import { openWorld, syncFully } from "../../testing/world.ts";
import type { Browser } from "../../testing/world.ts";
import { watchQueue } from "../../testing/watch-queue.ts";
import type { WatchedQueue } from "../../testing/watch-queue.ts";

const MINUTE = 60_000;

let browser: Browser;
let id: string;
let queue: WatchedQueue;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 10, 20, 9) });
  const world = openWorld();
  await world.person("mira", 30);
  browser = world.browser();
  await browser.signIn("mira");
  id = (await browser.connect("mira")).searchParams.get("connected") ?? "";
  queue = watchQueue();
});

const get = () => browser.query<Connection>("connections.get", { id });

/** One delivery of a message: whether it is dealt with, and in how many seconds it comes again. */
async function deliver(
  name: string,
  body: unknown,
  attempts = 1,
): Promise<{ isDone: boolean; retry: number | null }> {
  const batch = createMessageBatch(name, [
    { id: "message", timestamp: new Date(), attempts, body },
  ]);
  const [message] = batch.messages;
  if (!message) throw new Error("The batch is empty.");
  const retry = vi.spyOn(message, "retry");
  await worker.queue(batch, env);
  const result = await getQueueResult(batch, createExecutionContext());
  return {
    isDone: result.explicitAcks.includes("message"),
    retry: retry.mock.calls[0]?.[0]?.delaySeconds ?? null,
  };
}

/** The same as a host that named its dead letters' queue itself. */
async function deliverTo(name: string, body: unknown): Promise<void> {
  const messages = [{ id: "message", timestamp: new Date(), attempts: 1, body }];
  const settings = { MEDIA_DEAD_LETTER_QUEUE: "lost-and-found" };
  await worker.queue(createMessageBatch(name, messages), { ...env, ...settings });
}

const bury = (body: unknown) => deliver("media-sync-development-dlq", body);
const of = (...connections: string[]) => ({ connections, trigger: "cron", hasWaited: true });

/** A process that ends while it has this connection: its lease stays, and nobody acknowledges. */
async function die(): Promise<void> {
  await env.DB.prepare(
    `UPDATE media_accounts SET lease_owner = 'dead', lease_expires_at = ?2, fence = fence + 1 WHERE id = ?1`,
  )
    .bind(id, Date.now() + 2 * MINUTE)
    .run();
}

describe("a dead letter", () => {
  it("of several connections is sent again as one for each, so that the bad one is found", async () => {
    expect(await bury(of("a", "b", "c"))).toEqual({ isDone: true, retry: null });
    expect(queue.messages).toEqual([of("a"), of("b"), of("c")]);
    expect((await get()).problem).toBeNull();
  });

  it("of one connection is told on its page, counts as a failure, and is never the end", async () => {
    await die();
    expect(await bury(of(id))).toEqual({ isDone: true, retry: null });
    const stuck = await get();
    expect(stuck).toMatchObject({
      status: "active",
      isSyncing: false,
      problem: { code: "stuck", action: "wait" },
    });
    expect(stuck.problem?.message).toMatch(/stopped half-way several times .* safe/);
    expect(Date.parse(stuck.nextCheckAt ?? "")).toBeGreaterThanOrEqual(Date.now() + MINUTE);
    const [run] = await browser.query<SyncRun[]>("connections.runs", { id });
    expect(run).toMatchObject({ outcome: "failed", message: stuck.problem?.message });
    expect(queue.messages).toEqual([]);

    vi.setSystemTime(Date.parse(stuck.nextCheckAt ?? ""));
    expect(await syncFully(browser, id)).toMatchObject({ problem: null, isComplete: true });
  });

  it("of one that died twice is told, though it stands behind the others by now", async () => {
    const ctx = testContext();
    for (const owner of ["first", "second"]) {
      const now = Date.now();
      const lease = { owner, now, expiresAt: now + MINUTE, clients: {} };
      expect(await claimConnection(ctx.db, id, lease)).not.toBeNull();
      vi.setSystemTime(now + MINUTE);
    }
    vi.setSystemTime(Date.now() - 1);
    await bury(of(id));
    expect((await get()).problem).toMatchObject({ code: "stuck" });
  });

  it("backs off further each time, up to a day", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0.999);
    const waits: number[] = [];
    for (let time = 0; time < 14; time += 1) {
      await bury(of(id));
      const row = await env.DB.prepare("SELECT next_sync_at AS at FROM media_accounts").first<{
        at: number;
      }>();
      waits.push((row?.at ?? 0) - Date.now());
      vi.setSystemTime(row?.at ?? 0);
    }
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(waits.at(-1)).toBeGreaterThan(23 * 60 * MINUTE);
    expect(waits.at(-1)).toBeLessThanOrEqual(24 * 60 * MINUTE);
  });

  it("says nothing where the connection was synced meanwhile, is paused, or is gone", async () => {
    const synced = await syncFully(browser, id);
    await bury(of(id));
    expect((await get()).problem).toBeNull();
    expect((await get()).nextCheckAt).toBe(synced.nextCheckAt);
    await browser.mutate("connections.pause", { id });
    await bury(of(id));
    expect(await get()).toMatchObject({ status: "paused", problem: null });
    expect(await bury(of("nobody"))).toEqual({ isDone: true, retry: null });
  });

  it("is known by the queue that the host names, and then by no other", async () => {
    await deliverTo("lost-and-found", of(id));
    expect((await get()).problem).toMatchObject({ code: "stuck" });
    await env.DB.prepare("UPDATE media_accounts SET next_sync_at = 0").run();
    await deliverTo("ours-dlq", of(id));
    expect((await get()).problem).toBeNull();
  });

  it("that makes no sense is put aside with a line in the log", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    expect(await bury({ connections: 7 })).toEqual({ isDone: true, retry: null });
    expect(warn).toHaveBeenCalledWith(expect.stringContaining("queue.dead_unreadable"));
  });

  it("comes again where it could not be told", async () => {
    vi.spyOn(env.DB, "prepare").mockImplementation(() => {
      throw new Error("D1_ERROR: no such luck");
    });
    expect((await bury(of(id))).isDone).toBe(false);
  });
});

describe("a message that ends whoever has it", () => {
  it("is not taken for one that another holder deals with: it comes again until it is put aside", async () => {
    const name = "media-sync-development";
    // The first delivery dies, and so does the third; the lease of the dead keeps the others out.
    await die();
    expect(await deliver(name, of(id), 2)).toEqual({ isDone: false, retry: 121 });
    vi.setSystemTime(Date.now() + 121_000);
    await die();
    expect(await deliver(name, of(id), 4)).toEqual({ isDone: false, retry: 121 });
    // Which was the last: the queue puts it aside.
    await bury(of(id));
    expect((await get()).problem).toMatchObject({ code: "stuck" });
  });

  it("is left to its holder at the first delivery, and waits for it once", async () => {
    await die();
    const name = "media-sync-development";
    expect(await deliver(name, of(id))).toEqual({ isDone: true, retry: null });
    expect(queue.messages).toEqual([]);
    expect(await deliver(name, { ...of(id), hasWaited: false })).toEqual({
      isDone: true,
      retry: null,
    });
    expect(queue.messages).toEqual([of(id)]);
    expect(queue.delays).toEqual([121]);
  });

  it("or cannot even write what happened, comes again alone", async () => {
    const { prepare } = env.DB;
    const spy = vi.spyOn(env.DB, "prepare").mockImplementation((sql) => {
      if (/"media_accounts" set "lease_owner"/i.test(sql)) throw new Error("D1_ERROR: too big");
      return prepare.call(env.DB, sql);
    });
    const name = "media-sync-development";
    expect(await deliver(name, of("a", id))).toEqual({ isDone: true, retry: null });
    expect(queue.messages).toEqual([of("a"), of(id)]);
    expect(await deliver(name, of(id))).toEqual({ isDone: false, retry: 76 });
    spy.mockRestore();
  });
});
