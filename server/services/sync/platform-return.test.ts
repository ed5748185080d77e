import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { down, shakyPlatform, up } from "../../testing/shaky-platform.ts";
import type { Shaky } from "../../testing/shaky-platform.ts";
import { watchQueue } from "../../testing/watch-queue.ts";
import { consumeMessage } from "../schedule/consume-message.ts";

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 20, 9);

let shaky: Shaky;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: START });
  shaky = shakyPlatform();
});

describe("when a platform answers again", () => {
  it("a thousand that waited come back over five minutes, not all at once", async () => {
    const ctx = shaky.open();
    const queue = watchQueue();
    const queued = { ...ctx, queue: env.SYNC_QUEUE ?? null };
    await shaky.goDown(ctx, 1003);
    vi.setSystemTime((await shaky.probeAt(ctx)) + 1);
    await shaky.setDue(...(await shaky.rows()).map((row) => row.id));
    shaky.answer = up;
    const back = Date.now();
    await shaky.deliverDue(queued);
    // Messages as the queue keeps them back, and no tick in between.
    const kept = queue.messages.map((message, at) => ({ message, delay: queue.delays[at] ?? 0 }));
    for (const { message, delay } of kept.toSorted((a, b) => a.delay - b.delay)) {
      vi.setSystemTime(back + delay * 1000);
      await consumeMessage({ ...ctx.fork(), queue: queued.queue }, message);
    }
    const minutes = Map.groupBy(shaky.asked, (at) => Math.floor((at - back) / MINUTE));
    const most = Math.max(...[...minutes.values()].map((times) => times.length));
    expect(most).toBeLessThan(300);
    expect(shaky.asked).toHaveLength(1003);
    expect((await shaky.rows()).every((row) => row.last_success_at !== null)).toBe(true);
    expect((await shaky.rows()).every((row) => row.failures === 0)).toBe(true);
  }, 60_000);

  it("they come back by their own times where only ticks bring them", async () => {
    const ctx = shaky.open();
    await shaky.goDown(ctx, 203);
    vi.setSystemTime((await shaky.probeAt(ctx)) + 1);
    await shaky.setDue(...(await shaky.rows()).map((row) => row.id));
    shaky.answer = up;
    await shaky.deliverDue(ctx);
    expect(shaky.asked).toHaveLength(1);
    const waiting = (await shaky.rows()).filter((row) => row.last_success_at === null);
    const minutes = Map.groupBy(waiting, (row) =>
      Math.floor((row.next_sync_at - Date.now()) / MINUTE),
    );
    expect(Math.max(...[...minutes.values()].map((all) => all.length))).toBeLessThan(75);
    expect(Math.max(...minutes.keys())).toBeLessThanOrEqual(5);
  });
});

/** From the given write on, whoever writes dies; answers how many writes there were. */
function mortal(): { dieAt: number; writes: number } {
  const life = { dieAt: Infinity, writes: 0 };
  const { prepare, batch } = env.DB;
  const write = (sql: string): void => {
    if (/^\s*select/i.test(sql)) return;
    life.writes += 1;
    if (life.writes >= life.dieAt) throw new Error("The process was killed.");
  };
  const wrap = (sql: string, statement: D1PreparedStatement): D1PreparedStatement => {
    const { bind, all, run } = statement;
    statement.bind = (...values) => wrap(sql, bind.apply(statement, values));
    statement.all = async <T>() => {
      write(sql);
      return (await all.call(statement)) as D1Result<T>;
    };
    statement.run = async <T>() => {
      write(sql);
      return (await run.call(statement)) as D1Result<T>;
    };
    return statement;
  };
  vi.spyOn(env.DB, "prepare").mockImplementation((sql) => wrap(sql, prepare.call(env.DB, sql)));
  vi.spyOn(env.DB, "batch").mockImplementation(async <T>(statements: D1PreparedStatement[]) => {
    write("a batch");
    return (await batch.call(env.DB, statements)) as D1Result<T>[];
  });
  return life;
}

it("whatever write a process dies before, the outage is met, ends, and is held against nobody", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  const ctx = shaky.open();
  const life = mortal();
  /** Fifty minutes, of which the first fifteen are an outage; answers how many writes there were. */
  const live = async (death: number): Promise<number> => {
    life.dieAt = Infinity;
    for (const table of ["media_accounts", "media_platform_outages"]) {
      await env.DB.prepare(`DELETE FROM ${table}`).run();
    }
    vi.setSystemTime(START);
    await shaky.seed(4);
    life.writes = 0;
    for (let round = 0; round < 10; round += 1) {
      shaky.answer = round < 3 ? down : up;
      // Nothing is written after a death until the next process comes.
      life.dieAt = life.writes < death ? death : Infinity;
      await shaky.deliverDue(ctx).catch(() => undefined);
      vi.setSystemTime(Date.now() + 5 * MINUTE);
    }
    const rows = await shaky.rows();
    expect(rows.map((row) => row.failures)).toEqual([0, 0, 0, 0]);
    for (const row of rows) {
      expect(Date.now() - (row.last_success_at ?? 0)).toBeLessThan(20 * MINUTE);
    }
    expect(await shaky.isLeftAlone(ctx)).toBe(false);
    return life.writes;
  };
  const writes = await live(Infinity);
  expect(writes).toBeGreaterThan(20);
  for (let death = 1; death <= Math.min(writes, 20); death += 1) await live(death);
}, 60_000);
