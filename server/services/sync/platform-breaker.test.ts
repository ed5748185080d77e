import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Context } from "../../context.ts";
import { PlatformError } from "../../errors.ts";
import { findOutage } from "../../store/platform-outages.ts";
import { testPage } from "../../testing/fake-platform.ts";
import { testConnection, testContext, testPerson } from "../../testing/test-context.ts";
import { LIST, down, shakyPlatform, up } from "../../testing/shaky-platform.ts";
import type { Shaky } from "../../testing/shaky-platform.ts";
import { syncEach } from "../schedule/sync-each.ts";

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 20, 9);

let shaky: Shaky;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: START });
  shaky = shakyPlatform();
});

describe("a platform that answers nobody", () => {
  it("is left alone once three connections met it, and it is held against none of them", async () => {
    const ctx = shaky.open();
    await shaky.seed(6);
    expect(await shaky.run(ctx, "c0")).toMatchObject({ kind: "failed" });
    await shaky.setDue("c0");
    await shaky.run(ctx, "c0");
    await shaky.run(ctx, "c1");
    expect((await shaky.rows()).map((row) => row.failures)).toEqual([2, 1, 0, 0, 0, 0]);
    expect(await shaky.isLeftAlone(ctx)).toBe(false);
    await shaky.run(ctx, "c2");
    expect(await shaky.isLeftAlone(ctx)).toBe(true);
    expect((await shaky.rows()).map((row) => row.failures)).toEqual([0, 0, 0, 0, 0, 0]);
    shaky.asked = [];
    for (const id of ["c3", "c4", "c5"]) {
      expect(await shaky.run(ctx, id)).toMatchObject({
        kind: "skipped",
        aside: { platform: "fake" },
      });
    }
    expect(shaky.asked).toEqual([]);
    expect((await shaky.rows()).every((row) => row.next_sync_at > START)).toBe(true);
  });

  it("keeps the failures that a connection had before", async () => {
    const ctx = shaky.open();
    await shaky.seed(3);
    await env.DB.prepare("UPDATE media_accounts SET failures = 4 WHERE id = 'c0'").run();
    for (const id of ["c0", "c1", "c2"]) await shaky.run(ctx, id);
    expect((await shaky.rows()).map((row) => row.failures)).toEqual([4, 0, 0]);
  });

  it("forgives one whose run ends only after it was opened, too", async () => {
    const ctx = shaky.open();
    await shaky.seed(4);
    const prepare = env.DB.prepare.bind(env.DB);
    let isHeldUp = true;
    vi.spyOn(env.DB, "prepare").mockImplementation((sql) => {
      const statement = prepare(sql);
      if (!isHeldUp || !sql.includes("INSERT INTO media_platform_outages")) return statement;
      isHeldUp = false;
      const { bind } = statement;
      // The first has become a suspect; before it writes its own row, the others open the platform.
      statement.bind = (...values) => {
        const bound = bind.apply(statement, values);
        const { all } = bound;
        bound.all = async <T>() => {
          const result = await all.call(bound);
          for (const id of ["c1", "c2"]) await shaky.run(ctx, id);
          return result as D1Result<T>;
        };
        return bound;
      };
      return statement;
    });
    await shaky.run(ctx, "c0");
    expect(await shaky.isLeftAlone(ctx)).toBe(true);
    expect((await shaky.rows())[0]?.failures).toBe(1);
    shaky.answer = up;
    vi.setSystemTime(START + 10 * MINUTE);
    await shaky.setDue("c3");
    await shaky.run(ctx, "c3");
    expect((await shaky.rows()).map((row) => row.failures)).toEqual([0, 0, 0, 0]);
  });

  it.each([
    [
      "one of them is answered",
      async (ctx: Context) => {
        await shaky.run(ctx, "c0");
        await shaky.run(ctx, "c1");
        shaky.answer = up;
        await shaky.run(ctx, "c3");
        shaky.answer = down;
        await shaky.run(ctx, "c2");
      },
    ],
    [
      "it is one connection again and again",
      async (ctx: Context) => {
        for (let time = 0; time < 5; time += 1) {
          await shaky.setDue("c0");
          await shaky.run(ctx, "c0");
        }
      },
    ],
    [
      "it takes longer than ten minutes",
      async (ctx: Context) => {
        for (const id of ["c0", "c1", "c2", "c3"]) {
          await shaky.run(ctx, id);
          vi.setSystemTime(Date.now() + 6 * MINUTE);
        }
      },
    ],
  ])("is not taken for one where %s", async (_, meet) => {
    const ctx = shaky.open();
    await shaky.seed(4);
    await meet(ctx);
    expect(await shaky.isLeftAlone(ctx)).toBe(false);
  });

  it.each([401, 403, 404, 410, 429])("is not one that answers %i", async (status) => {
    const ctx = shaky.open({ limitScope: "connection" });
    shaky.answer = () => new Response("{}", { status });
    for (const id of await shaky.seed(4)) await shaky.run(ctx, id);
    expect(await shaky.isLeftAlone(ctx)).toBe(false);
  });

  it("is not one of the open internet: those share no server", async () => {
    const ctx = shaky.open({ hosts: "public" });
    for (const id of await shaky.seed(5)) await shaky.run(ctx, id);
    expect(shaky.asked).toHaveLength(5);
    expect(await findOutage(ctx.db, "fake")).toBeNull();
    expect((await shaky.rows()).map((row) => row.failures)).toEqual([1, 1, 1, 1, 1]);
  });

  it("is not one whose 401 was a hiccup: it knows the token when it is asked again", async () => {
    const ines = await testPerson(testContext(), "Ines");
    const account = { externalId: "1", handle: "h", displayName: null, url: null, email: null };
    const ctx = shaky.open({ identify: async () => account });
    shaky.answer = () => new Response("{}", { status: 401 });
    for (const id of ["a", "b", "c", "d"]) {
      await testConnection(ctx, ines, { id, platform: "fake" });
      expect(await shaky.run(ctx, id)).toMatchObject({ kind: "failed" });
    }
    expect(shaky.asked).toHaveLength(4);
    expect(await shaky.isLeftAlone(ctx)).toBe(false);
  });

  it("is not one that breaks off half-way, where each has met something of its own", async () => {
    let page = 0;
    const ctx = shaky.open({
      fetchPage: async ({ http }) => {
        page += 1;
        if (page % 2 === 0) throw new PlatformError("unavailable", "502", { status: 502 });
        await http.send({ url: LIST });
        return testPage({ more: true });
      },
    });
    shaky.answer = up;
    for (const id of await shaky.seed(4)) await shaky.run(ctx, id);
    expect(await shaky.isLeftAlone(ctx)).toBe(false);
    expect((await shaky.rows()).map((row) => row.failures)).toEqual([1, 1, 1, 1]);
  });
});

describe("while a platform is left alone", () => {
  it("a message of its connections costs a few queries and no request, and puts each off by itself", async () => {
    const ctx = shaky.open();
    await shaky.goDown(ctx, 28);
    const ids = Array.from({ length: 25 }, (_, at) => `c${at + 3}`);
    const prepare = vi.spyOn(env.DB, "prepare");
    const left = await syncEach(ctx, ids, "cron");
    const queries = prepare.mock.calls.length;
    expect(left).toEqual({ waiting: [], goOn: [], busy: [], returning: [], failed: [] });
    expect(queries).toBeLessThanOrEqual(4);
    expect(shaky.asked).toEqual([]);
    const times = (await shaky.rows())
      .filter((row) => ids.includes(row.id))
      .map((row) => row.next_sync_at);
    const from = await shaky.probeAt(ctx);
    expect(new Set(times).size).toBeGreaterThan(20);
    expect(Math.min(...times)).toBeGreaterThan(from);
    expect(Math.max(...times)).toBeLessThanOrEqual(from + 5 * MINUTE + 1);
  });

  it("one at a time asks, ever less often, and its failures are not counted", async () => {
    const ctx = shaky.open();
    await shaky.goDown(ctx, 30);
    const gaps: number[] = [];
    for (let probe = 0; probe < 8; probe += 1) {
      vi.setSystemTime((await shaky.probeAt(ctx)) + 1);
      await shaky.setDue(...(await shaky.rows()).map((row) => row.id));
      shaky.asked = [];
      await shaky.deliverDue(ctx);
      expect(shaky.asked).toHaveLength(1);
      gaps.push((await shaky.probeAt(ctx)) - Date.now());
    }
    expect(Math.max(...gaps)).toBeLessThanOrEqual(10 * MINUTE);
    expect(gaps.at(-1)).toBeGreaterThan(4 * MINUTE);
    expect((await shaky.rows()).every((row) => row.failures === 0)).toBe(true);
  });

  it.each([
    ["an answer", up],
    ["a limit", () => new Response("", { status: 429, headers: { "retry-after": "60" } })],
    ["a refusal", () => new Response("{}", { status: 401 })],
    ["nothing found", () => new Response("{}", { status: 404 })],
  ])("%s closes it", async (_, first) => {
    const ctx = shaky.open();
    await shaky.goDown(ctx, 5);
    vi.setSystemTime((await shaky.probeAt(ctx)) + 1);
    shaky.answer = first;
    await shaky.setDue("c4");
    await shaky.run(ctx, "c4");
    expect(shaky.asked).toHaveLength(1);
    expect(await shaky.isLeftAlone(ctx)).toBe(false);
  });

  it("its word of when to ask again is obeyed, for an hour at most", async () => {
    const ctx = shaky.open();
    await shaky.goDown(ctx, 8);
    for (const [id, seconds, least] of [
      ["c4", 1800, 30 * MINUTE],
      ["c5", 864_000, 60 * MINUTE],
    ] as const) {
      vi.setSystemTime((await shaky.probeAt(ctx)) + 1);
      shaky.answer = () =>
        new Response("", { status: 503, headers: { "retry-after": String(seconds) } });
      await shaky.setDue(id);
      await shaky.run(ctx, id);
      expect((await shaky.probeAt(ctx)) - Date.now()).toBe(least);
    }
  });

  it("a probe that never comes back does not stand in the way of the next", async () => {
    const ctx = shaky.open();
    await shaky.goDown(ctx, 6);
    vi.setSystemTime((await shaky.probeAt(ctx)) + 1);
    await shaky.setDue("c4", "c5");
    const dying = shaky.open({ fetchPage: () => new Promise(() => undefined) });
    void shaky.run(dying, "c4");
    await vi.waitFor(async () => expect(await shaky.probeAt(ctx)).toBeGreaterThan(Date.now()));
    expect(await shaky.run(ctx, "c5")).toMatchObject({ kind: "skipped" });
    vi.setSystemTime(Date.now() + 61_000);
    shaky.answer = up;
    await shaky.setDue("c5");
    expect(await shaky.run(ctx, "c5")).toMatchObject({ kind: "unchanged" });
    expect(await shaky.isLeftAlone(ctx)).toBe(false);
  });
});
