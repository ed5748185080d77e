import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Context } from "../../context.ts";
import type { Page } from "../../platforms/page.ts";
import { testPage } from "../../testing/fake-platform.ts";
import { LIST, shakyPlatform, up } from "../../testing/shaky-platform.ts";
import type { Shaky } from "../../testing/shaky-platform.ts";
import { testItem } from "../../testing/test-context.ts";
import { watchQueue } from "../../testing/watch-queue.ts";
import type { WatchedQueue } from "../../testing/watch-queue.ts";
import { consumeMessage } from "./consume-message.ts";
import { runTick } from "./run-tick.ts";

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 20, 9);

let shaky: Shaky;
let queue: WatchedQueue;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: START });
  shaky = shakyPlatform();
  shaky.answer = up;
  queue = watchQueue();
});

interface Cost {
  readonly queries: number;
  readonly subrequests: number;
}

/** One invocation, and what it cost as the plan counts it: nothing of ours is asked. */
async function invoke(act: () => Promise<void>): Promise<Cost> {
  const { prepare } = env.DB;
  let queries = 0;
  const spies = [
    vi.spyOn(env.DB, "prepare").mockImplementation((sql) => {
      queries += 1;
      return prepare.call(env.DB, sql);
    }),
    vi.spyOn(env.BUCKET, "put"),
    vi.spyOn(env.BUCKET, "list"),
    vi.spyOn(env.BUCKET, "delete"),
  ];
  const before = shaky.asked.length + queue.calls;
  await act();
  const stored = spies.slice(1).reduce((sum, spy) => sum + spy.mock.calls.length, 0);
  for (const spy of spies) spy.mockRestore();
  return { queries, subrequests: shaky.asked.length + queue.calls - before + stored };
}

const free = { MEDIA_PLAN: "free", MEDIA_SNAPSHOT_DAYS: "30" };

function open(pageOf?: (id: string, cursor: unknown) => Partial<Page>): Context {
  const ctx = shaky.open(
    pageOf && {
      fetchPage: async ({ http, account, cursor }) => {
        await http.send({ url: LIST });
        return testPage(pageOf(account.externalId, cursor));
      },
    },
    free,
  );
  return { ...ctx, queue: env.SYNC_QUEUE ?? null };
}

/** A page of new items of a connection; `more` while the history goes on. */
function found(id: string, at: number, { items = 10, pages = 1, body = 10 } = {}): Partial<Page> {
  return {
    items: Array.from({ length: items }, (_, item) =>
      testItem({
        externalId: `${id} ${at} ${item}`,
        occurredAt: START - at * 1000 - item,
        body: "x".repeat(body),
      }),
    ),
    links: [{ child: `${id} ${at} 0`, parent: `${id} ${at} 1` }],
    raw: { endpoint: "list", url: LIST, body: `${id} ${at}`.padEnd(items * body, "x") },
    cursor: { at: at + 1 },
    more: at + 1 < pages,
    complete: at + 1 >= pages,
  };
}

const placeOf = (cursor: unknown): number => (cursor as { at: number } | null)?.at ?? 0;

/** Delivers until nothing is left, with ticks where nothing is on its way; the cost of each message. */
async function drain(ctx: () => Context, first: string[]): Promise<Cost[]> {
  const costs: Cost[] = [];
  let messages: unknown[] = [{ connections: first, trigger: "cron", hasWaited: true }];
  for (;;) {
    const [message, ...others] = messages;
    queue.messages = [];
    if (message === undefined) {
      const { at } = (await env.DB.prepare(
        "SELECT min(next_sync_at) AS at FROM media_accounts",
      ).first()) as { at: number };
      if (at > START + MINUTE) return costs;
      await runTick(ctx());
    } else {
      costs.push(await invoke(() => consumeMessage(ctx(), message)));
    }
    messages = [...others, ...queue.messages];
    if (costs.length > 300) throw new Error("It never ends.");
  }
}

function expectWithin(costs: readonly Cost[]): void {
  for (const { queries, subrequests } of costs) {
    expect(queries).toBeLessThanOrEqual(50);
    expect(subrequests).toBeLessThanOrEqual(50);
  }
}

describe("an invocation of the free plan", () => {
  it("checks a whole message of connections where nothing is new", async () => {
    const ids = await shaky.seed(16);
    const [cost, ...others] = await drain(() => open(), ids);
    expect(others).toEqual([]);
    expect(shaky.asked).toHaveLength(16);
    expectWithin(cost ? [cost] : []);
  });

  it("stops in good time where each check asks several times", async () => {
    const ids = await shaky.seed(16);
    const asking = (): Context => ({
      ...shaky.open(
        {
          fetchPage: async ({ http }) => {
            for (let time = 0; time < 4; time += 1) await http.send({ url: LIST });
            return testPage({ unchanged: true, raw: null });
          },
        },
        free,
      ),
      queue: env.SYNC_QUEUE ?? null,
    });
    expectWithin(await drain(asking, ids));
    expect(shaky.asked).toHaveLength(4 * 16);
  });

  it("stays within 50 queries and 50 requests where all have something new, and nothing is lost", async () => {
    const ids = await shaky.seed(18);
    const done = new Set<string>();
    const costs = await drain(
      () =>
        open((id, cursor) =>
          placeOf(cursor) > 0 ? { unchanged: true, raw: null, cursor } : found(id, 0),
        ),
      ids,
    );
    expectWithin(costs);
    for (const row of await shaky.rows()) if (row.last_success_at !== null) done.add(row.id);
    expect(done.size).toBe(18);
    const { results } = await env.DB.prepare("SELECT count(*) AS n FROM media_items").all();
    expect(results).toEqual([{ n: 180 }]);
    // What was looked at and had to wait for room is looked at twice, not more.
    expect(shaky.asked.length).toBeLessThanOrEqual(2 * 18);
  });

  it("stays within them in a long history, with answers of every size, beside others that wait", async () => {
    const ids = await shaky.seed(6);
    const costs = await drain(
      () =>
        open((id, cursor) => {
          const at = placeOf(cursor);
          if (id === "c1") return found(id, at, { pages: 120 });
          if (id === "c2") return found(id, at, { pages: 3, items: 300, body: 9000 });
          if (id === "c3") return found(id, at, { pages: 30, items: 100, body: 400 });
          return { unchanged: true, raw: null, cursor: { at: 1 } };
        }),
      ids,
    );
    expectWithin(costs);
    const { results } = await env.DB.prepare(
      "SELECT connection_id AS id, count(*) AS n FROM media_items GROUP BY 1 ORDER BY 1",
    ).all();
    expect(results).toEqual([
      { id: "c1", n: 1200 },
      { id: "c2", n: 900 },
      { id: "c3", n: 3000 },
    ]);
  }, 60_000);
});

describe("a tick of the free plan", () => {
  /**
   * Connections that are being deleted, people whose day of grace is over, what has expired, answers that
   * are kept for too long, and objects that no row names.
   */
  async function leaveWork(): Promise<void> {
    const rows = (sql: string) => env.DB.prepare(sql).run();
    await rows(`INSERT INTO media_accounts (id, user_id, platform, external_id, handle, status,
        include_private, scopes, access_token_sealed, created_at, updated_at)
      SELECT 'gone' || value, 'x', 'fake', 'gone' || value, 'h', 'disconnecting', 0, '', '', 0, 0
      FROM json_each('[1,2,3,4,5,6,7]')`);
    await rows(`INSERT INTO media_users (id, name, handle, erase_at, created_at, updated_at)
      SELECT 'erased' || value, 'n', 'erased' || value, 1, 0, 0 FROM json_each('[1,2,3]')`);
    await rows(`INSERT INTO media_sessions (token_hash, user_id, created_at, expires_at)
      SELECT 'session' || value, 'x', 0, 1 FROM json_each('[1,2,3]')`);
    await rows(`INSERT OR REPLACE INTO media_corpus_snapshots
        (connection_id, content_hash, platform, endpoint, url, bytes, created_at, seq)
      SELECT 'c' || c.value, 'h' || j.value, 'fake', '', '', 1, 0, j.value
      FROM json_each('[1,2,3]') c, json_each('[1,2,3]') j`);
    for (const key of ["c1/left", "c2/left", "gone1/left", "never/left"]) {
      await env.BUCKET.put(`snapshots/${key}`, "");
    }
  }

  it("stays within 50 of each, whatever else there is to do, with a queue and without", async () => {
    // The bucket tells the time by a clock of its own.
    vi.useRealTimers();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 2 * 3_600_000 });
    await shaky.seed(1000);
    for (const change of [{}, { queue: null }]) {
      await leaveWork();
      for (let tick = 0; tick < 12; tick += 1) {
        expectWithin([await invoke(() => runTick({ ...open(), ...change }))]);
        vi.setSystemTime(Date.now() + 5 * MINUTE);
      }
      const { results } = await env.DB.prepare(
        "SELECT id FROM media_accounts WHERE status = 'disconnecting'",
      ).all();
      expect(results.length).toBeLessThan(7);
      await env.DB.prepare("DELETE FROM media_accounts WHERE status = 'disconnecting'").run();
      await env.DB.prepare("DELETE FROM media_users").run();
      await env.DB.prepare("DELETE FROM media_facts WHERE name = 'tidied'").run();
    }
    const { objects } = await env.BUCKET.list({ prefix: "snapshots/never/" });
    expect(objects).toEqual([]);
    const { results } = await env.DB.prepare(
      "SELECT content_hash FROM media_corpus_snapshots WHERE connection_id = 'c1'",
    ).all();
    expect(results).toEqual([{ content_hash: "h3" }]);
  });

  it("finds what is new also while something large is deleted, where it must do both itself", async () => {
    await shaky.seed(2);
    await leaveWork();
    const ctx = (): Context => ({ ...open((id) => found(id, 0)), queue: null });
    for (let tick = 0; tick < 6; tick += 1) {
      vi.spyOn(env.BUCKET, "delete").mockRejectedValue(new Error("R2 is away"));
      await runTick(ctx()).catch(() => {});
      vi.setSystemTime(Date.now() + 5 * MINUTE);
    }
    const { results } = await env.DB.prepare(
      "SELECT status, item_count > 0 AS hasItems, count(*) AS n FROM media_accounts GROUP BY 1, 2",
    ).all<{ status: string; hasItems: number; n: number }>();
    expect(results.find(({ status }) => status === "disconnecting")?.n).toBeGreaterThan(0);
    expect(results).toContainEqual({ status: "active", hasItems: 1, n: 2 });
  });

  it("checks a dozen and more where it must do it itself, of each person in turn", async () => {
    await shaky.seed(60);
    await env.DB.prepare(
      "UPDATE media_accounts SET user_id = 'busy', next_sync_at = next_sync_at - 60000 WHERE id NOT IN ('c7', 'c33')",
    ).run();
    const ctx = { ...open(), queue: null };
    expectWithin([await invoke(() => runTick(ctx))]);
    expect(shaky.asked.length).toBeGreaterThanOrEqual(12);
    const checked = (await shaky.rows()).filter((row) => row.last_success_at !== null);
    expect(checked.map((row) => row.id)).toEqual(expect.arrayContaining(["c7", "c33"]));
  });

  it("goes on with the rest where one part of it fails, and says so at its end", async () => {
    await shaky.seed(3);
    vi.spyOn(console, "error").mockImplementation(() => {});
    const { prepare } = env.DB;
    vi.spyOn(env.DB, "prepare").mockImplementation((sql) => {
      if (/media_oauth_states/.test(sql)) throw new Error("D1_ERROR: no such luck");
      return prepare.call(env.DB, sql);
    });
    await expect(runTick(open())).rejects.toThrow("no such luck");
    expect(queue.messages).toHaveLength(1);
  });
});
