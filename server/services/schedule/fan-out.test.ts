import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Context } from "../../context.ts";
import { findSentSoFar, sendAgainFrom } from "../../store/facts.ts";
import { testConnection, testContext, testPerson } from "../../testing/test-context.ts";
import { watchQueue } from "../../testing/watch-queue.ts";
import type { WatchedQueue } from "../../testing/watch-queue.ts";
import { fanOut } from "./fan-out.ts";

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 20, 9);

let queue: WatchedQueue;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: START });
  queue = watchQueue();
});

function open(plan: "free" | "paid" = "paid"): Context {
  return { ...testContext({ MEDIA_PLAN: plan }), queue: env.SYNC_QUEUE ?? null };
}

/** So many connections, all due at once, one after another of so many people. */
async function seed(count: number, people: number, dueAt: number, prefix = "c"): Promise<void> {
  await env.DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?1)
     INSERT INTO media_accounts (id, user_id, platform, external_id, handle, status, include_private,
       scopes, access_token_sealed, next_sync_at, created_at, updated_at)
     SELECT ?4 || '-' || i, ?4 || '-user-' || (i % ?2), 'github', ?4 || i, 'h', 'active', 0, '', '', ?3, 0, 0 FROM n`,
  )
    .bind(count, people, dueAt, prefix)
    .run();
}

/** What was sent since the last time this was asked. */
function sent(): string[] {
  const ids = queue.messages.flatMap((message) => message.connections);
  queue.messages = [];
  queue.delays = [];
  return ids;
}

async function tickAfter(ms: number, ctx = open()): Promise<string[]> {
  vi.setSystemTime(Date.now() + ms);
  await fanOut(ctx, ctx.now());
  return sent();
}

describe("what is due", () => {
  it("is sent in one tick, however much it is, a thousand rows at a time, each once", async () => {
    await seed(2600, 7, START - MINUTE);
    const ctx = open();
    const reads: number[] = [];
    const { prepare } = env.DB;
    vi.spyOn(env.DB, "prepare").mockImplementation((sql) => {
      const statement = prepare.call(env.DB, sql);
      if (!sql.includes("media_accounts_due")) return statement;
      const { bind } = statement;
      statement.bind = (...values) => {
        const bound = bind.apply(statement, values);
        const { all } = bound;
        bound.all = async <T>() => {
          const result = await all.call(bound);
          reads.push(result.meta.rows_read);
          return result as D1Result<T>;
        };
        return bound;
      };
      return statement;
    });
    expect(await fanOut(ctx, ctx.now())).toBe(2600);
    const ids = sent();
    expect(new Set(ids).size).toBe(2600);
    expect(ids).toHaveLength(2600);
    expect(reads).toHaveLength(4);
    expect(Math.max(...reads)).toBeLessThanOrEqual(1000);
    expect(queue.calls).toBe(4);
  });

  it("goes one of each person in turn: nobody waits behind somebody who has many", async () => {
    await seed(400, 1, START - 10 * MINUTE, "many");
    await seed(3, 3, START - MINUTE, "few");
    await fanOut(open("free"), START);
    const ids = sent();
    expect(ids.slice(0, 4).toSorted()).toEqual(["few-0", "few-1", "few-2", "many-0"]);
  });

  it("shortly before the next tick is sent along, and kept back until then", async () => {
    const ctx = open();
    const ines = await testPerson(ctx, "Ines");
    for (const seconds of [-5, 1, 59, 61, 200, 239, 241, 400]) {
      await testConnection(ctx, ines, { id: `in-${seconds}`, nextSyncAt: START + seconds * 1000 });
    }
    await fanOut(ctx, START);
    expect(queue.messages.map((message) => message.connections)).toEqual([
      ["in--5"],
      ["in-1", "in-59"],
      ["in-61"],
      ["in-200", "in-239"],
    ]);
    expect(queue.delays).toEqual([0, 60, 120, 240]);
  });

  it("and held by a run is left to it, and looked at when the lease is over: the run may have died", async () => {
    const ctx = open();
    const ines = await testPerson(ctx, "Ines");
    await testConnection(ctx, ines, { id: "held", leaseExpiresAt: START + 1 });
    await testConnection(ctx, ines, { id: "dropped", leaseExpiresAt: START });
    await fanOut(ctx, START);
    expect([...queue.delays]).toEqual([0, 80]);
    expect(sent()).toEqual(["dropped", "held"]);
  });
});

describe("what waits on the queue", () => {
  it("ahead of its time does not keep back what comes due beside it", async () => {
    const ctx = open();
    const ines = await testPerson(ctx, "Ines");
    await testConnection(ctx, ines, { id: "ahead", nextSyncAt: START + 3 * MINUTE });
    expect(await tickAfter(0, ctx)).toEqual(["ahead"]);
    await testConnection(ctx, ines, { id: "beside", nextSyncAt: START + 3 * MINUTE });
    expect(await tickAfter(5 * MINUTE, ctx)).toContain("beside");
  });

  it("but found no room there is sent by the next tick, also where a tick is under way", async () => {
    const ctx = open("free");
    const ines = await testPerson(ctx, "Ines");
    await testConnection(ctx, ines, { id: "put-back", nextSyncAt: START - 30 * MINUTE });
    await tickAfter(0, ctx);
    await testConnection(ctx, ines, { id: "new", nextSyncAt: START + 4 * MINUTE });
    const tick = tickAfter(5 * MINUTE, {
      ...ctx,
      queue: {
        ...ctx.queue,
        send: async (...message: Parameters<NonNullable<Context["queue"]>["send"]>) => {
          await sendAgainFrom(ctx.db, ["put-back"]);
          return await env.SYNC_QUEUE?.send(...message);
        },
      } as Context["queue"],
    });
    expect(await tick).toEqual(["new"]);
    expect(await tickAfter(MINUTE, ctx)).toContain("put-back");
  });

  it("is not sent again by each next tick, but after ten to twenty minutes, and then again", async () => {
    const ctx = open();
    const ines = await testPerson(ctx, "Ines");
    await testConnection(ctx, ines, { id: "first", nextSyncAt: START });
    expect(await tickAfter(0)).toEqual(["first"]);
    await testConnection(ctx, ines, { id: "second", nextSyncAt: START + 4.5 * MINUTE });
    expect(await tickAfter(5 * MINUTE)).toEqual(["second"]);
    const later: string[][] = [];
    for (let tick = 2; tick < 12; tick += 1) later.push(await tickAfter(5 * MINUTE));
    const ticksOf = (id: string) =>
      later.flatMap((ids, at) => (ids.includes(id) ? [(at + 2) * 5] : []));
    for (const [id, sentAt] of [
      ["first", 0],
      ["second", 5],
    ] as const) {
      const times = [sentAt, ...ticksOf(id)];
      expect(times.length).toBeGreaterThanOrEqual(3);
      for (const [at, minute] of times.entries()) {
        const before = times[at - 1];
        if (before === undefined) continue;
        expect(minute - before).toBeGreaterThanOrEqual(10);
        expect(minute - before).toBeLessThanOrEqual(20);
      }
    }
  });

  it("is sent again by the very next tick where ticks are rare", async () => {
    const ctx = open();
    await testConnection(ctx, await testPerson(ctx, "Ines"), { id: "first", nextSyncAt: START });
    expect(await tickAfter(0)).toEqual(["first"]);
    for (let tick = 0; tick < 3; tick += 1) expect(await tickAfter(60 * MINUTE)).toEqual(["first"]);
    expect(await tickAfter(5 * MINUTE)).toEqual([]);
  });

  it("is sent again by the next tick where a crash came before the note of it", async () => {
    await seed(30, 2, START);
    const ctx = open();
    const { prepare } = env.DB;
    const spy = vi.spyOn(env.DB, "prepare").mockImplementation((sql) => {
      if (/insert into "?media_facts/i.test(sql)) throw new Error("The process was killed.");
      return prepare.call(env.DB, sql);
    });
    await expect(fanOut(ctx, START)).rejects.toThrow("killed");
    expect(sent()).toHaveLength(30);
    spy.mockRestore();
    expect(await tickAfter(5 * MINUTE)).toHaveLength(30);
    expect(await tickAfter(5 * MINUTE)).toHaveLength(0);
  });

  it("is not forgotten where a clock was set back", async () => {
    await seed(3, 1, START - MINUTE);
    vi.setSystemTime(START + 24 * 60 * MINUTE);
    const ctx = open();
    await fanOut(ctx, ctx.now());
    sent();
    vi.setSystemTime(START);
    const seen = new Set<string>();
    for (let tick = 0; tick < 6; tick += 1) {
      for (const id of await tickAfter(5 * MINUTE)) seen.add(id);
    }
    expect(seen.size).toBe(3);
    expect((await findSentSoFar(ctx.db))?.through).toBeLessThanOrEqual(Date.now());
  });
});

describe("the free plan's queue", () => {
  it("is used for 10,000 operations a day at most, a message being three, and all come to their turn", async () => {
    const ctx = open("free");
    let messages = 0;
    const lastSent = new Map<string, number>();
    let longest = 0;
    await seed(600, 5, START);
    for (let tick = 0; tick < 288; tick += 1) {
      vi.setSystemTime(START + tick * 5 * MINUTE);
      await fanOut(ctx, ctx.now());
      messages += queue.messages.length;
      const ids = sent();
      for (const id of ids) {
        longest = Math.max(longest, tick - (lastSent.get(id) ?? 0));
        lastSent.set(id, tick);
      }
      // What was sent is synced, and due again at the next tick.
      await env.DB.prepare(
        `UPDATE media_accounts SET next_sync_at = ?2 WHERE id IN (SELECT value FROM json_each(?1))`,
      )
        .bind(JSON.stringify(ids), Date.now() + 4.25 * MINUTE)
        .run();
    }
    expect(messages * 3).toBeLessThanOrEqual(10_000);
    expect(messages).toBeGreaterThan(2850);
    expect(lastSent.size).toBe(600);
    // 600 of them, and about ten messages of 16 a tick.
    expect(longest).toBeLessThanOrEqual(5);
  });
});
