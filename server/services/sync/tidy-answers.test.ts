import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Context } from "../../context.ts";
import type { Page } from "../../platforms/page.ts";
import { contextWith, fakePlatform, testPage } from "../../testing/fake-platform.ts";
import { testConnection, testPerson } from "../../testing/test-context.ts";
import type { Actor } from "../identity/identity.ts";
import { runTick } from "../schedule/run-tick.ts";
import { syncConnection } from "./sync-connection.ts";
import { tidyAnswers } from "./tidy-answers.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let ctx: Context;
let ines: Actor;
/** What a connection is answered next, by its id at the platform. */
let answer: (externalId: string) => Page | Promise<Page>;

beforeEach(async () => {
  // The bucket tells the time by a clock of its own.
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
  await begin({ MEDIA_SNAPSHOT_DAYS: "30" });
});

async function begin(settings: Readonly<Record<string, string>>): Promise<void> {
  const fetchPage = async ({ account }: { account: { externalId: string } }): Promise<Page> =>
    await answer(account.externalId);
  ctx = contextWith(fakePlatform({ fetchPage }), settings);
  ines = await testPerson(ctx, "Ines");
}

const page = (body: string): Page =>
  testPage({ raw: { endpoint: "list", url: `https://fake.example/${body}`, body } });

async function connect(externalId: string): Promise<string> {
  const id = `c${externalId}`;
  return (await testConnection(ctx, ines, { platform: "fake", externalId, id })).id;
}

async function sync(id: string): Promise<string> {
  vi.setSystemTime(Date.now() + 6 * MINUTE);
  const now = env.DB.prepare("UPDATE media_accounts SET next_sync_at = ?2 WHERE id = ?1");
  await now.bind(id, Date.now()).run();
  const request = { id, trigger: "cron", maxRequests: 40, maxQueries: 400 } as const;
  return (await syncConnection(ctx, request)).kind;
}

/** One with these answers, which is paused then. */
async function paused(externalId: string, bodies: readonly string[]): Promise<string> {
  const id = await connect(externalId);
  for (const body of bodies) {
    answer = () => page(body);
    await sync(id);
  }
  await env.DB.prepare(
    "UPDATE media_accounts SET status = 'paused', next_sync_at = NULL WHERE id = ?1",
  )
    .bind(id)
    .run();
  return id;
}

async function tick(times = 1): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    vi.setSystemTime(Date.now() + 5 * MINUTE);
    await tidyAnswers(ctx);
  }
}

const later = (ms: number): void => void vi.setSystemTime(Date.now() + ms);

async function rowsOf(query: string): Promise<Record<string, unknown>[]> {
  return (await env.DB.prepare(query).all()).results;
}

async function kept(): Promise<unknown[]> {
  const rows = await rowsOf("SELECT url FROM media_corpus_snapshots ORDER BY connection_id, seq");
  return rows.map((row) => String(row["url"]).slice("https://fake.example/".length));
}

/** Of everybody: `connection/hash`. */
async function objects(): Promise<string[]> {
  const listed = await env.BUCKET.list({ prefix: "snapshots/" });
  return listed.objects.map((one) => one.key.slice("snapshots/".length));
}

async function named(): Promise<string[]> {
  const rows = await rowsOf(
    "SELECT connection_id || '/' || content_hash AS k FROM media_corpus_snapshots ORDER BY 1",
  );
  return rows.map((row) => String(row["k"]));
}

const hold = "SELECT count(*) AS n FROM media_accounts WHERE lease_expires_at IS NOT NULL";

describe("answers that are kept for some days", () => {
  it("are dropped where nothing new ever comes, but for the latest", async () => {
    await paused("1", ["a", "b", "c"]);
    await paused("2", ["d"]);
    later(31 * DAY);
    await paused("3", ["e", "f"]);
    await runTick({ ...ctx, queue: null });
    await tick(2);
    expect(await kept()).toEqual(["c", "d", "e", "f"]);
    expect(await objects()).toEqual(await named());
    expect(await rowsOf(hold)).toEqual([{ n: 0 }]);
  });

  it("stay where they are not old, or all are kept", async () => {
    await paused("1", ["a", "b"]);
    later(29 * DAY);
    await tick(4);
    expect(await kept()).toEqual(["a", "b"]);
    await begin({});
    later(900 * DAY);
    await tick(4);
    expect(await kept()).toEqual(["a", "b"]);
  });

  it("go connection by connection, a piece each, and what fails does not keep the others", async () => {
    await begin({ MEDIA_SNAPSHOT_DAYS: "30", MEDIA_PLAN: "free" });
    for (const id of ["1", "2", "3"]) await paused(id, [`${id}a`, `${id}b`]);
    later(31 * DAY);
    vi.spyOn(ctx.snapshots, "list").mockRejectedValue(new Error("R2 is away."));
    vi.spyOn(console, "error").mockImplementation(() => {});
    await env.DB.prepare(
      "CREATE TRIGGER bad BEFORE DELETE ON media_corpus_snapshots WHEN old.connection_id = 'c1' BEGIN SELECT raise(abort, 'bad'); END",
    ).run();
    for (let time = 0; time < 9; time += 1) await tick().catch(() => null);
    expect(await kept()).toEqual(["1a", "1b", "2b", "3b"]);
    await env.DB.prepare("DROP TRIGGER bad").run();
    for (let time = 0; time < 9; time += 1) await tick().catch(() => null);
    expect(await kept()).toEqual(["1b", "2b", "3b"]);
  });

  it("stay while a run holds their connection, or one that died may", async () => {
    const id = await paused("1", ["a", "b"]);
    later(31 * DAY);
    const lease = env.DB.prepare(
      "UPDATE media_accounts SET lease_owner = ?2, lease_expires_at = ?3 WHERE id = ?1",
    );
    await lease.bind(id, "run", Date.now() + HOUR).run();
    await tick(3);
    await lease.bind(id, "run 3", Date.now() - HOUR).run();
    await tick(3);
    expect(await kept()).toEqual(["a", "b"]);
    expect(await rowsOf("SELECT lease_owner FROM media_accounts")).toEqual([
      { lease_owner: "run 3" },
    ]);
    await lease.bind(id, null, null).run();
    await tick(3);
    expect(await kept()).toEqual(["b"]);
  });

  it("are looked for by an index, in fewer than 1,000 rows, and rarely once all were looked at", async () => {
    await env.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
       INSERT INTO media_accounts (id, user_id, platform, external_id, handle, status,
         include_private, scopes, access_token_sealed, created_at, updated_at)
       SELECT printf('x%05d', i), 'u', 'fake', i, 'h', 'paused', 0, '', '', 0, 0 FROM n`,
    ).run();
    await env.DB.prepare(
      `INSERT INTO media_corpus_snapshots
         (connection_id, content_hash, platform, endpoint, url, bytes, created_at, seq)
       SELECT a.id, j.value, 'fake', '', '', 1, ?1, j.value
       FROM media_accounts a, json_each('[1,2,3]') j`,
    )
      .bind(Date.now())
      .run();
    vi.spyOn(ctx.snapshots, "list").mockResolvedValue({ objects: [], isLast: true });
    let ticks = 0;
    for (let isOver = false; !isOver && ticks < 100; ticks += 1) {
      const before = ctx.meter.rowsRead;
      await tick();
      expect(ctx.meter.rowsRead - before).toBeLessThan(1000);
      const [fact] = await rowsOf("SELECT value FROM media_facts WHERE name = 'tidied'");
      isOver = JSON.parse(String(fact?.["value"])).rows.restUntil > 0;
    }
    expect(ticks).toBeLessThan(50);
    const before = { ...ctx.meter };
    await tick(12);
    // Every quarter of an hour, grants that are left.
    expect(ctx.meter.queries - before.queries).toBeLessThanOrEqual(12 + 5 * 2);
  });
});

describe("objects that no row names", () => {
  it("are deleted where a run died, or lost its connection, before it wrote the row", async () => {
    const id = await paused("1", ["a"]);
    await ctx.snapshots.put(id, "0lost", "[]");
    await ctx.snapshots.put("gone", "late", "[]");
    later(2 * HOUR);
    await tick(2);
    expect(await objects()).toEqual(await named());
    expect(await kept()).toEqual(["a"]);
    expect(await rowsOf(hold)).toEqual([{ n: 0 }]);
  });

  it("stay for an hour: a run may be about to name them", async () => {
    const id = await paused("1", ["a"]);
    await ctx.snapshots.put(id, "just-put", "[]");
    await ctx.snapshots.put("gone", "just-put", "[]");
    await tick(4);
    expect(await objects()).toHaveLength(3);
  });

  it("stay while a run holds their connection", async () => {
    const id = await connect("1");
    await ctx.snapshots.put(id, "left", "[]");
    later(2 * HOUR);
    answer = async () => {
      await tick(2);
      return page("a");
    };
    await sync(id);
    expect(await objects()).toHaveLength(2);
    later(2 * DAY);
    await tick(4);
    expect(await objects()).toEqual(await named());
  });

  it("stay when a run names one just before its connection is held", async () => {
    const id = await connect("1");
    answer = () => page("a");
    await sync(id);
    await env.DB.prepare("DELETE FROM media_corpus_snapshots").run();
    later(2 * HOUR);
    const { prepare } = env.DB;
    let isNamed = false;
    vi.spyOn(env.DB, "prepare").mockImplementation((sql) => {
      const statement = prepare.call(env.DB, sql);
      if (!sql.includes("lease_owner IS NULL") || isNamed) return statement;
      isNamed = true;
      const bind = statement.bind.bind(statement);
      return Object.assign(Object.create(statement), {
        bind: (...values: unknown[]) => {
          const bound = bind(...values);
          const all = async () => {
            const now = Date.now();
            await sync(id);
            vi.setSystemTime(now);
            return await bound.all();
          };
          return Object.assign(Object.create(bound), { all });
        },
      });
    });
    await tick(2);
    expect(isNamed).toBe(true);
    expect(await objects()).toEqual(await named());
    expect(await objects()).toHaveLength(1);
  });

  it("are found in a large bucket by one list a tick, on the free plan a connection at a time", async () => {
    await begin({ MEDIA_PLAN: "free" });
    for (const name of ["1", "2", "3"]) {
      const id = await paused(name, [name]);
      await ctx.snapshots.put(id, "0lost", "[]");
    }
    for (let at = 0; at < 520; at += 1) await env.BUCKET.put(`snapshots/gone/${1000 + at}`, "");
    later(2 * HOUR);
    const list = vi.spyOn(env.BUCKET, "list");
    for (let time = 1; time <= 8; time += 1) {
      const before = { ...ctx.meter };
      await tick();
      expect(list.mock.calls.length).toBeLessThanOrEqual(time);
      expect(ctx.meter.queries - before.queries).toBeLessThanOrEqual(6);
      expect(ctx.meter.r2Ops - before.r2Ops).toBeLessThanOrEqual(3);
    }
    list.mockRestore();
    expect(await objects()).toEqual(await named());
    expect(await kept()).toEqual(["1", "2", "3"]);
  });
});
