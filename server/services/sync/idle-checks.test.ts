import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { SyncRun } from "../../../shared/connections.ts";
import type { Context } from "../../context.ts";
import { findConnection, updateConnection } from "../../store/connections.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { createMeter } from "../../store/meter.ts";
import { contextWith } from "../../testing/fake-platform.ts";
import { meteredPlatform, NOTHING_NEW } from "../../testing/metered-platform.ts";
import type { MeteredAnswer } from "../../testing/metered-platform.ts";
import { testConnection, testItem, testPerson } from "../../testing/test-context.ts";
import { listRuns } from "../connections/list-runs.ts";
import type { Actor } from "../identity/identity.ts";
import { syncConnection } from "./sync-connection.ts";
import { tidyAnswers } from "./tidy-answers.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NINE = Date.UTC(2026, 10, 22, 9);

let ctx: Context;
let ines: Actor;
let id: string;
let answers: MeteredAnswer[];

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NINE });
  const fake = meteredPlatform({});
  ({ answers } = fake);
  ctx = contextWith(fake.platform);
  ines = await testPerson(ctx, "Ines");
  await begin({ isComplete: true });
});

async function begin(change: Partial<ConnectionRow>): Promise<void> {
  const given = { platform: "fake", accessTokenSealed: "", ...change };
  ({ id } = await testConnection(ctx, ines, given));
}

/** What one check at that time costs, by the meter. */
async function checkAt(time: number, ...given: MeteredAnswer[]) {
  vi.setSystemTime(time);
  answers.push(...(given.length > 0 ? given : [NOTHING_NEW]));
  await updateConnection(ctx.db, id, { nextSyncAt: time });
  Object.assign(ctx.meter, createMeter());
  const { kind } = await syncConnection(ctx, {
    id,
    trigger: "cron",
    maxRequests: 50,
    maxQueries: 900,
  });
  const { requests, queries, rowsRead, rowsWritten } = ctx.meter;
  return { kind, requests, queries, rowsRead, rowsWritten };
}

const runs = (): Promise<SyncRun[]> => listRuns(ctx, ines, { id, limit: 100 });
const rows = async (): Promise<number> =>
  (await env.DB.prepare("SELECT count(*) AS n FROM media_sync_runs").first<{ n: number }>())?.n ??
  0;
const posts = (...names: string[]): MeteredAnswer => ({
  items: names.map((name) => testItem({ externalId: name })),
});

async function stored(): Promise<ConnectionRow> {
  const row = await findConnection(ctx.db, ines.userId, id);
  if (!row) throw new Error("It is gone.");
  return row;
}

describe("checks that find nothing", () => {
  it("are one run an hour, seen at once and kept when the hour is over", async () => {
    for (let minute = 1; minute < 60; minute += 5) {
      const { kind, queries, rowsWritten } = await checkAt(NINE + minute * MINUTE);
      expect(kind).toBe("unchanged");
      expect(queries).toBeLessThanOrEqual(3);
      expect(rowsWritten).toBeLessThanOrEqual(4);
    }
    expect(await runs()).toMatchObject([{ outcome: "unchanged", checks: 12, requests: 12 }]);
    expect(await rows()).toBe(0);
    await checkAt(NINE + HOUR + MINUTE);
    expect(await runs()).toMatchObject([
      { checks: 1, startedAt: "2026-11-22T10:01:00.000Z" },
      {
        checks: 12,
        startedAt: "2026-11-22T09:01:00.000Z",
        finishedAt: "2026-11-22T09:56:00.000Z",
      },
    ]);
    expect(await rows()).toBe(1);
  });

  it("write three rows by two statements, and at the turn of an hour four by three", async () => {
    const usual = { queries: 2, rowsWritten: 3 };
    expect(await checkAt(NINE)).toMatchObject(usual);
    expect(await checkAt(NINE + 5 * MINUTE)).toMatchObject(usual);
    expect(await checkAt(NINE + HOUR)).toMatchObject({ queries: 3, rowsWritten: 4 });
    // A budget goes first; the hour waits for the next check, and never are there both.
    const booking = { queries: 3, rowsWritten: 4 };
    expect(await checkAt(NINE + 2 * HOUR)).toMatchObject(booking);
    expect(await checkAt(NINE + 3 * HOUR)).toMatchObject({ queries: 3, rowsWritten: 4 });
    expect((await runs()).map(({ checks }) => checks)).toEqual([1, 2, 2]);
  });

  it("are kept by the next run, whatever it brings", async () => {
    await checkAt(NINE);
    await checkAt(NINE + 5 * MINUTE, posts("a"));
    expect((await runs()).map(({ outcome }) => outcome)).toEqual(["synced", "unchanged"]);
    await checkAt(NINE + 10 * MINUTE);
    expect((await runs()).map(({ checks }) => checks)).toEqual([2, 1]);
    await checkAt(NINE + HOUR, { status: 500 });
    expect((await runs()).map(({ outcome }) => outcome)).toEqual(["failed", "unchanged", "synced"]);
    expect((await stored()).idleChecks).toBeNull();
  });

  it("are told as cut off where the lease is lost, with what they asked", async () => {
    await checkAt(NINE);
    const standing = (await stored()).idleChecks;
    vi.spyOn(globalThis, "fetch").mockImplementation(async () => {
      await updateConnection(ctx.db, id, {}, { raiseFence: true });
      return new Response("{}");
    });
    expect(await checkAt(NINE + HOUR)).toMatchObject({ kind: "skipped" });
    expect((await stored()).idleChecks).toBe(standing);
    expect(await runs()).toMatchObject([
      { outcome: "failed", requests: 1, message: expect.stringMatching(/^Another run took over/) },
      { outcome: "unchanged", requests: 1 },
    ]);
  });

  it("of one hour whose clock was set back are added up, with all they cost", async () => {
    const found = { ...NOTHING_NEW, usage: { posts_read: 2, users_read: 0.5 } };
    for (const minute of [0, 60, 5, 120]) {
      for (const more of [0, 1, 2]) await checkAt(NINE + (minute + more) * MINUTE, found);
    }
    const told = await runs();
    expect(told).toHaveLength(3);
    expect(told.reduce((sum, { checks }) => sum + checks, 0)).toBe(12);
    for (const { checks, usage } of told) {
      expect(usage).toEqual({ posts_read: 2 * checks, users_read: 0.5 * checks });
    }
  });
});

describe("runs of 90 days ago", () => {
  it("go also where a connection stays idle, or is paused, and younger ones stay", async () => {
    const DAY = 24 * HOUR;
    await checkAt(NINE);
    await checkAt(NINE + HOUR);
    const idle = id;
    await begin({ isComplete: true, externalId: "2" });
    await checkAt(NINE, posts("a"));
    await updateConnection(ctx.db, id, { status: "paused", nextSyncAt: null });
    id = idle;
    for (let day = 1; day <= 92; day += 1) await checkAt(NINE + day * DAY);
    const before = await rows();
    for (let tick = 0; tick < 4; tick += 1) {
      vi.setSystemTime(Date.now() + 5 * MINUTE);
      await tidyAnswers(ctx);
    }
    expect(before - (await rows())).toBe(5);
    const oldest = (await runs()).at(-1);
    expect(Date.parse(oldest?.startedAt ?? "")).toBeGreaterThan(Date.now() - 91 * DAY);
  });
});

describe("what a run says it cost", () => {
  it("is what it cost, its last write included", async () => {
    const metered = { requests: 0, rowsRead: 0, rowsWritten: 0 };
    const add = async (cost: ReturnType<typeof checkAt>): Promise<void> => {
      const { requests, rowsRead, rowsWritten } = await cost;
      metered.requests += requests;
      metered.rowsRead += rowsRead;
      metered.rowsWritten += rowsWritten;
    };
    for (let minute = 0; minute < 200; minute += 5) await add(checkAt(NINE + minute * MINUTE));
    await add(checkAt(NINE + 4 * HOUR, posts("a", "b", "c")));
    await add(checkAt(NINE + 4.1 * HOUR, posts("a", "d"), { status: 500 }));
    await add(checkAt(NINE + 6 * HOUR));
    const told = await runs();
    const sum = (name: "requests" | "rowsRead" | "rowsWritten"): number =>
      told.reduce((all, run) => all + run[name], 0);
    expect({
      requests: sum("requests"),
      rowsRead: sum("rowsRead"),
      rowsWritten: sum("rowsWritten"),
    }).toEqual(metered);
  });
});

describe("what makes a connection active", () => {
  const old = { externalId: "old", occurredAt: Date.UTC(2024, 0, 1) };

  it("is something new, not an edit, and not looking", async () => {
    await checkAt(NINE);
    expect((await stored()).activeAt).toBeNull();
    await checkAt(NINE + HOUR, posts("a"));
    expect((await stored()).activeAt).toBe(NINE + HOUR);
    await checkAt(NINE + 2 * HOUR, { items: [testItem({ externalId: "a", title: "Edited" })] });
    expect((await stored()).activeAt).toBe(NINE + HOUR);
    // Also what happened long ago, and came only now.
    await checkAt(NINE + 3 * HOUR, { items: [testItem(old)] });
    expect((await stored()).activeAt).toBe(NINE + 3 * HOUR);
  });

  it("is in a first sync when the newest of it happened", async () => {
    await begin({ isComplete: false });
    const newest = { externalId: "new", occurredAt: NINE - 50 * HOUR };
    const future = { externalId: "soon", occurredAt: NINE + 50 * HOUR };
    await checkAt(NINE, { items: [testItem(newest), testItem(old)], complete: false });
    expect((await stored()).activeAt).toBe(NINE - 50 * HOUR);
    await checkAt(NINE + HOUR, { items: [testItem(future)] });
    expect((await stored()).activeAt).toBe(NINE + HOUR);
  });
});
