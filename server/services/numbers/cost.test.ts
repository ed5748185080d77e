import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Context } from "../../context.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { listCountingProfiles } from "../../store/counting-profiles.ts";
import { addProfile } from "../../testing/add-profile.ts";
import {
  storeItems,
  testConnection,
  testContext,
  testItem,
  testPerson,
} from "../../testing/test-context.ts";
import type { Actor } from "../identity/identity.ts";
import { getBuckets } from "./get-buckets.ts";
import { getStats } from "./get-stats.ts";
import { goOnProfileCounts } from "./go-on-profile-counts.ts";

let ctx: Context;
let ines: Actor;
let connections: ConnectionRow[];

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 0, 2, 9) });
  ctx = testContext();
  ines = await testPerson(ctx, "ines", "Europe/Berlin");
  connections = [
    await testConnection(ctx, ines),
    await testConnection(ctx, ines, { platform: "reddit" }),
  ];
});

const asker = () => Promise.resolve(ines);
const YEAR = { after: "2025-01-01", before: "2025-12-31" };
const MINUTE = 60_000;

/** Of two years, evenly; each connection has its share. */
async function fill(items: number): Promise<void> {
  const from = Date.UTC(2024, 0, 1);
  const step = (Date.UTC(2026, 0, 1) - from) / items;
  for (const [at, connection] of connections.entries()) {
    const own = Array.from({ length: items / 2 }, (_, serial) => {
      const place = { name: `me/${serial % 5}`, url: null };
      const occurredAt = Math.floor(from + (serial * 2 + at) * step);
      const kind = ["commit", "issue"][serial % 2] ?? "commit";
      const title = serial % 3 === 0 ? "Fix the rate limit" : "Something else";
      return testItem({ externalId: `item:${serial}`, occurredAt, place, kind, title });
    });
    for (let first = 0; first < own.length; first += 2000) {
      await storeItems(ctx, connection, own.slice(first, first + 2000));
    }
  }
}

async function cost<T>(
  act: () => Promise<T>,
): Promise<{ answer: T; rows: number; queries: number }> {
  const before = { ...ctx.meter };
  const answer = await act();
  return {
    answer,
    rows: ctx.meter.rowsRead - before.rowsRead,
    queries: ctx.meter.queries - before.queries,
  };
}

describe("what numbers cost", () => {
  it("grows with the days that have something, not with the items", async () => {
    await fill(4000);
    const few = {
      stats: await cost(() => getStats(ctx, asker, YEAR)),
      buckets: await cost(() => getBuckets(ctx, asker, { by: "month" })),
    };
    await fill(20_000);
    const stats = await cost(() => getStats(ctx, asker, YEAR));
    expect(stats.answer.items).toBeGreaterThan(9900);
    expect(stats.rows).toBeLessThanOrEqual(few.stats.rows * 1.05);
    expect(stats.rows).toBeLessThanOrEqual(4 * 365 + 900);
    expect(stats.queries).toBeLessThanOrEqual(12);
    const buckets = await cost(() => getBuckets(ctx, asker, { by: "month" }));
    expect(buckets.rows).toBeLessThanOrEqual(few.buckets.rows * 1.05);
    // Months alone: 24 of them, of 5 places and 2 kinds in each of 2 connections,
    // and what says which months and connections these are.
    expect(buckets.rows).toBeLessThanOrEqual(24 * (20 + 5) + 20);
    // Any 365 days: of the months at both ends no more than half of the items is read.
    const uneven = { after: "2024-06-11", before: "2025-06-10" };
    const other = await cost(() => getStats(ctx, asker, uneven));
    expect(other.rows).toBeLessThanOrEqual(stats.rows + 1500);
  }, 60_000);

  it("of days, in all time, does not grow with the places that they have", async () => {
    const [github] = connections;
    if (!github) throw new Error("There is no connection.");
    const from = Date.UTC(2025, 5, 1, 10);
    const own = Array.from({ length: 3000 }, (_, serial) =>
      testItem({
        externalId: `item:${serial}`,
        occurredAt: from + (serial % 30) * 24 * 60 * MINUTE + serial * 1000,
        place: { name: `@${serial}`, url: null },
      }),
    );
    for (let first = 0; first < own.length; first += 1000) {
      await storeItems(ctx, github, own.slice(first, first + 1000));
    }
    const part = { after: "2025-06-10", before: "2025-06-19" };
    for (const [input, expected] of [
      [{ by: "month" }, { "2025-06": 3000 }],
      [{ by: "month", ...part }, { "2025-06": 1000 }],
      [
        { by: "day", after: "2025-06-29" },
        { "2025-06-29": 100, "2025-06-30": 100 },
      ],
    ] as const) {
      const { answer, rows } = await cost(() => getBuckets(ctx, asker, input));
      const found = answer.buckets.map(({ bucket, items }) => [bucket, items]);
      expect(Object.fromEntries(found)).toEqual(expected);
      // So many cells of months were too many, and then one cell a day.
      expect(rows).toBeLessThanOrEqual(30 * 12 + 1 + 30 + 10);
    }
  }, 60_000);

  it("of a year read at most 10,000 rows, however many places there are, and say which were counted", async () => {
    const [github] = connections;
    if (!github) throw new Error("There is no connection.");
    const from = Date.UTC(2025, 0, 1, 10);
    const own = Array.from({ length: 12_000 }, (_, serial) =>
      testItem({
        externalId: `item:${serial}`,
        occurredAt: from + serial * 40 * MINUTE,
        place: { name: `@${serial}`, url: null },
      }),
    );
    for (let first = 0; first < own.length; first += 2000) {
      await storeItems(ctx, github, own.slice(first, first + 2000));
    }
    const { answer, rows } = await cost(() => getStats(ctx, asker, YEAR));
    expect(rows).toBeLessThanOrEqual(10_000);
    expect(answer).toMatchObject({ items: 12_000, placesSince: "2025-10-01" });
    expect(answer.hours.reduce((sum, items) => sum + items)).toBe(12_000);
    expect(answer.places).toHaveLength(10);
    const terms = [{ field: "text", value: "limit", isExcluded: true, connectionId: null }];
    const of = { profile: await addProfile(ctx, ines, "kept", { terms }) };
    await getStats(ctx, asker, { ...YEAR, of });
    for (let tick = 0; tick < 12; tick += 1) await goOnProfileCounts(ctx);
    const kept = await cost(() => getStats(ctx, asker, { ...YEAR, of }));
    expect(kept.answer).toMatchObject({ items: 12_000, isCounting: false });
    expect(kept.rows).toBeLessThanOrEqual(4000);
    const whole = await getStats(ctx, asker, { after: "2025-11-01", before: "2025-11-30" });
    expect(whole.placesSince).toBeNull();
  }, 60_000);

  it("of a profile with words in its filter: made by ticks once somebody has looked, then by what changed", async () => {
    await fill(8000);
    const terms = [{ field: "text", value: "rate limit", isExcluded: false, connectionId: null }];
    const profile = await addProfile(ctx, ines, "limits", { terms });
    const look = () => cost(() => getStats(ctx, asker, { ...YEAR, of: { profile } }));
    const first = await look();
    expect(first.answer.isCounting).toBe(true);
    expect(first.answer.items).toBeGreaterThan(500);
    expect(first.rows).toBeLessThanOrEqual(3 * 2000 + 3000);
    expect(first.queries).toBeLessThanOrEqual(24);
    expect(await listCountingProfiles(ctx.db)).toMatchObject([{ profileId: profile }]);
    for (let tick = 0; tick < 8; tick += 1) {
      const { queries } = await cost(() => goOnProfileCounts(ctx));
      expect(queries).toBeLessThanOrEqual(24);
    }
    expect(await listCountingProfiles(ctx.db)).toEqual([]);
    const right = await look();
    expect(right.answer).toMatchObject({ isCounting: false });
    expect(right.answer.items).toBeGreaterThan(1320);
    expect(right.rows).toBeLessThanOrEqual(1500);
    const [github] = connections;
    if (!github) throw new Error("There is no connection.");
    await storeItems(ctx, github, [
      testItem({
        externalId: "new",
        occurredAt: Date.UTC(2025, 11, 30, 12),
        title: "A rate limit",
      }),
    ]);
    const again = await look();
    expect(again.answer).toMatchObject({ isCounting: false, items: right.answer.items + 1 });
    // A month's cells by day, and the items of one day.
    expect(again.rows - right.rows).toBeLessThanOrEqual(31 * 4 + 12 + 20);
    const kept = await env.DB.prepare("SELECT count(*) AS n FROM media_profile_counts").first();
    expect(kept).toEqual({ n: 24 });
  }, 60_000);

  it("counts a day of more items than one look takes", async () => {
    const [github] = connections;
    if (!github) throw new Error("There is no connection.");
    const at = Date.UTC(2025, 5, 1, 12);
    const own = Array.from({ length: 5200 }, (_, serial) =>
      testItem({
        externalId: `item:${serial}`,
        occurredAt: at + (serial % 90) * MINUTE,
        title: "A rate limit",
      }),
    );
    await storeItems(ctx, github, own.slice(0, 2600));
    await storeItems(ctx, github, own.slice(2600));
    const terms = [{ field: "text", value: "limit", isExcluded: false, connectionId: null }];
    const profile = await addProfile(ctx, ines, "limits", { terms });
    const { answer } = await cost(() => getStats(ctx, asker, { ...YEAR, of: { profile } }));
    expect(answer).toMatchObject({ isCounting: false, items: 5200, activeDays: 1 });
  }, 60_000);
});
